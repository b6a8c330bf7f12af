package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A metric that counts cells of the confusion matrix at thresholds: {@code Precision}, {@code
 * TruePositives} and their like.
 */
final class ConfusionMetric implements Metric {
  private static final double DEFAULT_THRESHOLD = 0.5;
  private static final double ABOVE_NOTHING = -1e10;

  private final List<Cell> cells;
  private final Result result;

  /**
   * A metric.
   *
   * @param result what it is, from the counts of the cells
   * @param cells the cells it counts
   */
  ConfusionMetric(Result result, Cell... cells) {
    this.result = result;
    this.cells = List.of(cells);
  }

  /** What a metric is, from the counts of its cells. */
  @FunctionalInterface
  interface Result {
    Operand of(Ops tf, List<Operand> counts);
  }

  /** The count of one cell. */
  static ConfusionMetric count(Cell cell) {
    return new ConfusionMetric((tf, counts) -> counts.get(0), cell);
  }

  /** The part that one cell is of two: {@code a / (a + b)}. */
  static ConfusionMetric part(Cell a, Cell b) {
    return new ConfusionMetric((tf, counts) -> part(tf, counts.get(0), counts.get(1)), a, b);
  }

  static Operand part(Ops tf, Operand a, Operand b) {
    return Tensors.divNoNan(tf, a, tf.add(a, b));
  }

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    return classReasons(metric, prediction);
  }

  /** Why a metric of single classes cannot be had. */
  static List<String> classReasons(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>();
    Shape shape = prediction.shape();
    Config config = metric.config();
    boolean ofClasses = config.has("class_id") || config.has("top_k");
    if (ofClasses && shape.hasRank() && shape.rank() < 2) {
      reasons.add(
          "metric "
              + metric.name()
              + " needs an axis of classes; the output has the shape "
              + shape);
    } else if (ofClasses && shape.hasRank() && shape.dim(-1) >= 0) {
      long classes = shape.dim(-1);
      long id = config.integer("class_id", 0);
      long k = config.integer("top_k", 1);
      if (id < -classes || id >= classes) {
        reasons.add("metric " + metric.name() + " asks for class " + id + " of " + classes);
      }
      if (k < 1 || k > classes) {
        reasons.add("metric " + metric.name() + " asks for the top " + k + " of " + classes);
      }
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    int count = thresholds(metric.config()).count();
    return cells.stream().map(cell -> zeros(variable(cell), Shape.of(count))).toList();
  }

  static MetricVariable zeros(String name, Shape shape) {
    double[] zeros = new double[Math.toIntExact(shape.elements())];
    return new MetricVariable(name, TensorValue.ofNumbers(DType.FLOAT, shape, zeros));
  }

  private String variable(Cell cell) {
    return cells.size() == 1 ? "accumulator" : cell.variable();
  }

  private static Thresholds thresholds(Config config) {
    return Thresholds.stated(config, config.has("top_k") ? ABOVE_NOTHING : DEFAULT_THRESHOLD);
  }

  @Override
  public void update(MetricCall call) {
    Map<Cell, Operand> counts =
        new ConfusionCounts(call.ops(), thresholds(call.config()))
            .of(new ScoredElements(call).of(call.prediction(), ScoredElements.TOGETHER));
    cells.forEach(cell -> call.add(variable(cell), Objects.requireNonNull(counts.get(cell))));
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    List<Operand> counts = cells.stream().map(cell -> call.variable(variable(cell))).toList();
    Operand value = result.of(tf, counts);
    return thresholds(call.config()).count() == 1 ? tf.arrays().squeeze(value, 0) : value;
  }
}
