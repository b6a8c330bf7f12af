package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reductions over the axes in {@code axis}, over all where there is none. */
final class Reductions {
  private Reductions() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Sum", summing((tf, x, keep, axes) -> tf.reduce().sum(x, keep, axes)));
    all.put("Prod", summing((tf, x, keep, axes) -> tf.reduce().prod(x, keep, axes)));
    all.put("Max", extreme((tf, x, keep, axes) -> tf.reduce().max(x, keep, axes), Ops::maximum));
    all.put("Min", extreme((tf, x, keep, axes) -> tf.reduce().min(x, keep, axes), Ops::minimum));
    all.put("Amax", all.get("Max"));
    all.put("Amin", all.get("Min"));
    all.put("Ptp", extent());
    all.put("Any", logical((tf, x, keep, axes) -> tf.reduce().any(x, keep, axes)));
    all.put("All", logical((tf, x, keep, axes) -> tf.reduce().all(x, keep, axes)));
    all.put("CountNonzero", Operation.of("x", Reductions::countNonZero));
    all.put("Mean", averaging((tf, x, keep, axes) -> tf.reduce().mean(x, keep, axes)));
    all.put("Var", averaging(Reductions::variance));
    all.put("Std", averaging((tf, x, keep, axes) -> tf.sqrt(variance(tf, x, keep, axes))));
    all.put("Logsumexp", floating(Reductions::logSumExp));
    all.put("Norm", Operation.of("x", Reductions::norm));
    all.put("Normalize", Operation.of("x", Reductions::normalize).defaulting("axis", -1L));
    all.put("Moments", Operation.several("x", Reductions::moments));
    all.put("Average", Operation.of("x weights", Reductions::average));
    all.put("Argmax", Operation.of("x", call -> position(call, "ArgMax")));
    all.put("Argmin", Operation.of("x", call -> position(call, "ArgMin")));
    all.put("Cumsum", Operation.of("x", call -> running(call, "Cumsum")));
    all.put("Cumprod", Operation.of("x", call -> running(call, "Cumprod")));
    return all;
  }

  /** A reduction over some axes. */
  @FunctionalInterface
  interface Reduction {
    Operand of(Ops tf, Operand x, boolean keepDims, int... axes);
  }

  private static Operand reduce(OperationCall call, Reduction reduction, Operand x) {
    return reduction.of(call.tf(), x, call.keepsDims(), call.axes(x));
  }

  private static Operation floating(Reduction reduction) {
    return Operation.of("x", call -> reduce(call, reduction, call.floatingX()));
  }

  private static Operation logical(Reduction reduction) {
    return Operation.of("x", call -> reduce(call, reduction, call.tf().cast(call.x(), DType.BOOL)));
  }

  /** Keras 3 adds up small integers in 32 bits. */
  private static Operation summing(Reduction reduction) {
    return Operation.of(
        "x",
        call -> {
          Operand x = call.x();
          DType dtype = call.isKeras2() ? x.dtype() : call.dtype("dtype", widened(x.dtype()));
          return reduce(call, reduction, call.tf().cast(x, dtype));
        });
  }

  private static DType widened(DType dtype) {
    return switch (dtype) {
      case BOOL, INT8, INT16 -> DType.INT32;
      case UINT8, UINT16 -> DType.UINT32;
      case FLOAT,
          DOUBLE,
          INT32,
          STRING,
          COMPLEX64,
          INT64,
          BFLOAT16,
          COMPLEX128,
          HALF,
          RESOURCE,
          VARIANT,
          UINT32,
          UINT64 ->
          dtype;
    };
  }

  private static Operation extreme(Reduction reduction, Arithmetic.Binary withInitial) {
    return Operation.of(
        "x",
        call -> {
          Operand y = reduce(call, reduction, call.x());
          return call.arguments().has("initial")
              ? withInitial.of(call.tf(), y, call.tensor("initial", y.dtype()))
              : y;
        });
  }

  /** From the smallest to the largest. */
  private static Operation extent() {
    return Operation.of(
        "x",
        call ->
            call.tf()
                .sub(
                    reduce(call, (tf, x, keep, axes) -> tf.reduce().max(x, keep, axes), call.x()),
                    reduce(call, (tf, x, keep, axes) -> tf.reduce().min(x, keep, axes), call.x())));
  }

  /** Keras 3 averages 16 bit numbers in 32 bits. */
  private static Operation averaging(Reduction reduction) {
    return Operation.of(
        "x",
        call -> {
          Operand x = call.floatingX();
          boolean half = x.dtype() == DType.HALF || x.dtype() == DType.BFLOAT16;
          Operand precise = half && !call.isKeras2() ? call.tf().cast(x, DType.FLOAT) : x;
          return call.tf().cast(reduce(call, reduction, precise), x.dtype());
        });
  }

  private static Operand countNonZero(OperationCall call) {
    Operand x = call.x();
    Operand counted = call.tf().binary("NotEqual", x, call.tf().scalarLike(x, 0));
    return reduce(
        call,
        (tf, y, keep, axes) -> tf.reduce().sum(y, keep, axes),
        call.tf().cast(counted, DType.INT32));
  }

  private static Operand variance(Ops tf, Operand x, boolean keepDims, int... axes) {
    Operand mean = tf.reduce().mean(x, true, axes);
    return tf.reduce().mean(tf.square(tf.sub(x, mean)), keepDims, axes);
  }

  /** With the largest value taken out first, so that no exponential overflows. */
  static Operand logSumExp(Ops tf, Operand x, boolean keepDims, int... axes) {
    Operand largest = tf.unary("StopGradient", tf.reduce().max(x, true, axes));
    Operand sum = tf.reduce().sum(tf.math().exp(tf.sub(x, largest)), true, axes);
    Operand y = tf.add(tf.math().log(sum), largest);
    return keepDims || axes.length == 0 ? y : tf.arrays().squeeze(y, axes);
  }

  private static List<Operand> moments(OperationCall call) {
    Operand x = call.floatingX();
    int[] axes = call.axesOf("axes", x);
    boolean keep = call.keepsDims();
    return List.of(call.tf().reduce().mean(x, keep, axes), variance(call.tf(), x, keep, axes));
  }

  private static Operand average(OperationCall call) {
    Ops tf = call.tf();
    if (!call.arguments().has("weights")) {
      Operand x = call.floatingX();
      return tf.reduce().mean(x, false, call.axes(x));
    }
    List<Operand> pair = call.together("x", "weights");
    Operand x = call.floating(pair.get(0));
    Operand weights = call.floating(pair.get(1));
    if (x.shape().rank() != weights.shape().rank()) {
      throw call.refused("weighs " + x.shape() + " with " + weights.shape());
    }
    int[] axes = call.axes(x);
    return tf.div(
        tf.reduce().sum(tf.mul(x, weights), false, axes), tf.reduce().sum(weights, false, axes));
  }

  private static Operand norm(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    Object order = call.arguments().get("ord");
    int[] axes = call.axes(x);
    boolean keep = call.keepsDims();
    if (order == null || "fro".equals(order) || "euclidean".equals(order)) {
      return tf.sqrt(tf.reduce().sum(tf.square(x), keep, axes));
    }
    boolean vector = axes.length == 1 || (call.isKeras2() && !call.arguments().has("axis"));
    if (!vector || !(order instanceof Number number)) {
      throw call.refused("is a norm of order " + order + " over " + axes.length + " axes");
    }
    return vectorNorm(tf, x, number.doubleValue(), keep, axes);
  }

  private static Operand vectorNorm(Ops tf, Operand x, double order, boolean keep, int... axes) {
    Operand size = tf.math().abs(x);
    if (order == Double.POSITIVE_INFINITY) {
      return tf.reduce().max(size, keep, axes);
    }
    if (order == Double.NEGATIVE_INFINITY) {
      return tf.reduce().min(size, keep, axes);
    }
    if (order == 0) {
      Operand set = tf.binary("NotEqual", x, tf.scalarLike(x, 0));
      return tf.reduce().sum(tf.cast(set, x.dtype()), keep, axes);
    }
    if (order == 1) {
      return tf.reduce().sum(size, keep, axes);
    }
    if (order == 2) {
      return tf.sqrt(tf.reduce().sum(tf.square(x), keep, axes));
    }
    Operand sum = tf.reduce().sum(tf.math().pow(size, order), keep, axes);
    return tf.math().pow(sum, 1 / order);
  }

  private static Operand normalize(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    int[] axes = call.axes(x);
    double epsilon = call.arguments().number("epsilon", 1e-7);
    double order = call.arguments().number("order", 2);
    if (order == 2) {
      Operand norm = tf.rsqrt(tf.reduce().sum(tf.square(x), true, axes));
      return tf.mul(x, tf.minimum(norm, tf.scalarLike(norm, 1 / epsilon)));
    }
    if (axes.length != 1 || order < 1) {
      throw new ConfigException("order", "a positive integer, for one axis", order);
    }
    Operand norm = vectorNorm(tf, x, order, true, axes);
    return tf.div(x, tf.maximum(norm, tf.scalarLike(norm, epsilon)));
  }

  /** TensorFlow's own normalization bounds the square. */
  static Operand l2Normalize(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    Operand square = tf.reduce().sum(tf.square(x), true, call.axes(x));
    double epsilon = call.arguments().number("epsilon", 1e-12);
    return tf.mul(x, tf.rsqrt(tf.maximum(square, tf.scalarLike(square, epsilon))));
  }

  /** Where the largest or smallest element stands; in int32 unless TensorFlow was asked. */
  private static Operand position(OperationCall call, String type) {
    Operand x = call.x();
    boolean flat = !call.arguments().has("axis");
    Operand searched = flat ? call.tf().arrays().reshape(x, -1) : x;
    int axis = flat ? 0 : call.axis("axis", x);
    Operand found =
        call.tf()
            .graph()
            .node(type)
            .input(searched)
            .input(call.tf().scalar(axis))
            .attr("output_type", Attr.of(call.dtype("output_type", DType.INT32)))
            .buildOutput();
    if (!call.keepsDims()) {
      return found;
    }
    return flat
        ? Arrangements.leadingAxes(call.tf(), found, x.shape().rank())
        : call.tf().arrays().expandDims(found, axis);
  }

  private static Operand running(OperationCall call, String type) {
    Ops tf = call.tf();
    Operand x = tf.cast(call.x(), call.dtype("dtype", call.x().dtype()));
    if (x.dtype() == DType.BOOL) {
      x = tf.cast(x, DType.INT32);
    }
    boolean flat = !call.arguments().has("axis");
    int axis = flat ? 0 : call.axis("axis", x);
    return tf.graph()
        .node(type)
        .input(flat ? tf.arrays().reshape(x, -1) : x)
        .input(tf.scalar(axis))
        .attr("exclusive", Attr.of(call.arguments().bool("exclusive", false)))
        .attr("reverse", Attr.of(call.arguments().bool("reverse", false)))
        .buildOutput();
  }
}
