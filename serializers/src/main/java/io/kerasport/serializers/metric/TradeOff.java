package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The best value of one rate among the thresholds at which another is as large as asked for. */
final class TradeOff implements Metric {
  private final String key;
  private final Rate constrained;
  private final Rate wanted;

  /**
   * A metric.
   *
   * @param key the entry that says how large the constrained rate has to be
   */
  TradeOff(String key, Rate constrained, Rate wanted) {
    this.key = key;
    this.constrained = constrained;
    this.wanted = wanted;
  }

  /** A rate: the part that one cell is of two. */
  enum Rate {
    PRECISION(Cell.TRUE_POSITIVES, Cell.FALSE_POSITIVES),
    SENSITIVITY(Cell.TRUE_POSITIVES, Cell.FALSE_NEGATIVES),
    SPECIFICITY(Cell.TRUE_NEGATIVES, Cell.FALSE_POSITIVES);

    private final Cell a;
    private final Cell b;

    Rate(Cell a, Cell b) {
      this.a = a;
      this.b = b;
    }

    private Operand of(MetricResultCall call) {
      return ConfusionMetric.part(
          call.ops(), call.variable(a.variable()), call.variable(b.variable()));
    }
  }

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>(ConfusionMetric.classReasons(metric, prediction));
    Config config = metric.config();
    if (!config.has(key) || config.number(key) < 0 || config.number(key) > 1) {
      reasons.add("metric " + metric.name() + " needs a `" + key + "` from 0 to 1");
    }
    if (config.integer("num_thresholds", 1) < 1) {
      reasons.add("metric " + metric.name() + " needs at least one threshold");
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    Shape shape = Shape.of(Thresholds.spread(metric.config()).count());
    return Arrays.stream(Cell.values())
        .map(cell -> ConfusionMetric.zeros(cell.variable(), shape))
        .toList();
  }

  @Override
  public void update(MetricCall call) {
    Map<Cell, Operand> counts =
        new ConfusionCounts(call.ops(), Thresholds.spread(call.config()))
            .of(new ScoredElements(call).of(call.prediction(), ScoredElements.TOGETHER));
    counts.forEach((cell, count) -> call.add(cell.variable(), count));
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    Operand rate = constrained.of(call);
    Operand feasible = tf.math().greaterEqual(rate, tf.scalarLike(rate, call.config().number(key)));
    Operand values = wanted.of(call);
    return tf.reduce().max(tf.math().select(feasible, values, tf.zerosLike(values)), false, 0);
  }
}
