package io.kerasport.serializers.metric;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The area under a curve that thresholds describe. */
final class Auc implements Metric {
  private static final String MULTI_LABEL = "multi_label";

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>();
    Config config = metric.config();
    String curve = curve(config);
    if (!List.of("ROC", "PR", "PRGAIN").contains(curve)) {
      reasons.add("metric " + metric.name() + " knows the curves ROC, PR and PRGAIN, not " + curve);
    }
    String summation = summation(config);
    if (!List.of("interpolation", "minoring", "majoring").contains(summation)) {
      reasons.add(
          "metric "
              + metric.name()
              + " sums by interpolation, minoring or majoring, not by "
              + summation);
    }
    if (!config.has("thresholds") && config.integer("num_thresholds", 200) < 2) {
      reasons.add("metric " + metric.name() + " needs at least two thresholds");
    }
    Shape shape = prediction.shape();
    boolean isMatrix = shape.hasRank() && shape.rank() == 2 && shape.dim(1) >= 0;
    boolean perLabel = config.bool(MULTI_LABEL, false) || config.has("label_weights");
    if (perLabel && !isMatrix) {
      reasons.add(
          "metric "
              + metric.name()
              + " counts labels separately and needs a known number of them on the second of two"
              + " axes; the output has the shape "
              + shape);
    } else if (perLabel
        && config.has("label_weights")
        && !NumberArray.of(config, "label_weights").shape().equals(Shape.of(shape.dim(1)))) {
      reasons.add(
          "metric "
              + metric.name()
              + " needs a weight for each of the "
              + shape.dim(1)
              + " labels");
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    long count = Thresholds.beyondEnds(metric.config()).count();
    Shape shape =
        metric.config().bool(MULTI_LABEL, false)
            ? Shape.of(count, prediction.shape().dim(1))
            : Shape.of(count);
    return Arrays.stream(Cell.values())
        .map(cell -> ConfusionMetric.zeros(cell.variable(), shape))
        .toList();
  }

  @Override
  public void update(MetricCall call) {
    Ops tf = call.ops();
    boolean isLogits = call.config().bool("from_logits", false);
    Operand p = isLogits ? tf.math().sigmoid(call.prediction()) : call.prediction();
    int labels =
        call.config().bool(MULTI_LABEL, false)
            ? Math.toIntExact(p.shape().dim(1))
            : ScoredElements.TOGETHER;
    Map<Cell, Operand> counts =
        new ConfusionCounts(tf, Thresholds.beyondEnds(call.config()))
            .of(new ScoredElements(call).of(p, labels));
    counts.forEach((cell, count) -> call.add(cell.variable(), count));
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    boolean interpolated = summation(call.config()).equals("interpolation");
    Operand areas =
        curve(call.config()).equals("PR") && interpolated
            ? precisionRecallAreas(call)
            : areas(call);
    Operand sum = tf.reduce().sum(areas, false, 0);
    if (!call.config().bool(MULTI_LABEL, false)) {
      return sum;
    }
    if (!call.config().has("label_weights")) {
      return tf.reduce().mean(sum, false, 0);
    }
    Operand weights = ScoredElements.labelWeights(tf, call.config());
    return Tensors.divNoNan(
        tf, tf.reduce().sum(tf.mul(sum, weights), false, 0), tf.reduce().sum(weights, false, 0));
  }

  /** The rectangles or trapezoids between the points of the curve. */
  private static Operand areas(MetricResultCall call) {
    Ops tf = call.ops();
    Curve curve = curveOf(call);
    Operand y = curve.y();
    Operand heights =
        switch (summation(call.config())) {
          case "minoring" -> tf.minimum(first(tf, y), rest(tf, y));
          case "majoring" -> tf.maximum(first(tf, y), rest(tf, y));
          default -> tf.div(tf.add(first(tf, y), rest(tf, y)), 2);
        };
    return tf.mul(tf.sub(first(tf, curve.x()), rest(tf, curve.x())), heights);
  }

  private record Curve(Operand x, Operand y) {}

  private static Curve curveOf(MetricResultCall call) {
    Ops tf = call.ops();
    Operand tp = count(call, Cell.TRUE_POSITIVES);
    Operand fp = count(call, Cell.FALSE_POSITIVES);
    Operand tn = count(call, Cell.TRUE_NEGATIVES);
    Operand fn = count(call, Cell.FALSE_NEGATIVES);
    return switch (curve(call.config())) {
      case "ROC" -> new Curve(ConfusionMetric.part(tf, fp, tn), ConfusionMetric.part(tf, tp, fn));
      case "PR" -> new Curve(ConfusionMetric.part(tf, tp, fn), ConfusionMetric.part(tf, tp, fp));
      default -> gains(tf, tp, fp, tn, fn);
    };
  }

  /** Precision and recall on the scale of harmonic means, from what chance gives to 1. */
  private static Curve gains(Ops tf, Operand tp, Operand fp, Operand tn, Operand fn) {
    Operand scale = Tensors.divNoNan(tf, tf.add(tp, fn), tf.add(tn, fp));
    Operand nothing = Tensors.equal(tf, tp, tf.scalarLike(tp, 0));
    Operand zero = tf.zerosLike(tp);
    Operand one = tf.unary("OnesLike", tp);
    Operand recall = tf.math().select(nothing, zero, gain(tf, scale, fn, tp));
    Operand precision = tf.math().select(nothing, one, gain(tf, scale, fp, tp));
    return new Curve(tf.maximum(recall, zero), precision);
  }

  private static Operand gain(Ops tf, Operand scale, Operand wrong, Operand tp) {
    return tf.sub(tf.scalarLike(tp, 1), tf.mul(scale, Tensors.divNoNan(tf, wrong, tp)));
  }

  /** Between two thresholds true positives grow linearly with positives (Davis and Goadrich). */
  private static Operand precisionRecallAreas(MetricResultCall call) {
    Ops tf = call.ops();
    Operand tp = count(call, Cell.TRUE_POSITIVES);
    Operand fn = count(call, Cell.FALSE_NEGATIVES);
    Operand positives = tf.add(tp, count(call, Cell.FALSE_POSITIVES));
    Operand before = first(tf, positives);
    Operand after = rest(tf, positives);
    Operand zero = tf.scalarLike(tp, 0);
    Operand growth = tf.sub(first(tf, tp), rest(tf, tp));
    Operand slope = Tensors.divNoNan(tf, growth, tf.maximum(tf.sub(before, after), zero));
    Operand intercept = tf.sub(rest(tf, tp), tf.mul(slope, after));
    Operand both =
        tf.math().logicalAnd(tf.math().greater(before, zero), tf.math().greater(after, zero));
    Operand ratio =
        tf.math()
            .select(
                both,
                Tensors.divNoNan(tf, before, tf.maximum(after, zero)),
                tf.unary("OnesLike", after));
    Operand area = tf.mul(slope, tf.add(growth, tf.mul(intercept, tf.math().log(ratio))));
    Operand trues = tf.maximum(tf.add(rest(tf, tp), rest(tf, fn)), zero);
    return Tensors.divNoNan(tf, area, trues);
  }

  private static Operand count(MetricResultCall call, Cell cell) {
    return call.variable(cell.variable());
  }

  private static Operand first(Ops tf, Operand x) {
    return tf.arrays().slice(x, new int[] {0}, new int[] {-1});
  }

  private static Operand rest(Ops tf, Operand x) {
    return tf.arrays().slice(x, new int[] {1}, new int[] {ArrayOps.TO_THE_END});
  }

  private static String curve(Config config) {
    return config.string("curve", "ROC").toUpperCase(Locale.ROOT).replace("_", "");
  }

  private static String summation(Config config) {
    return config.string("summation_method", "interpolation").toLowerCase(Locale.ROOT);
  }
}
