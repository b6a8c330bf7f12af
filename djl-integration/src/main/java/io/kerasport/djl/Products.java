package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices. */
final class Products {
  private Products() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("linear", ArrayOp.of(Products::linear));
    for (String method : List.of("matMul", "batchMatMul", "batchDot", "dot")) {
      ops.put(method, ArrayOp.of(Products::matMul));
    }
  }

  /** {@code x · Wᵀ + b} over the last axis; W of shape (units, features). */
  private static Value linear(ArrayCall call) {
    Traced x = call.tensor(0);
    Stored weight = call.parameter(1);
    Stored bias = call.optionalParameter(2);
    Shape shape = weight.shape();
    long features = x.shape().get(x.rank() - 1);
    if (shape.dimension() != 2 || (features != Axes.UNKNOWN && shape.get(1) != features)) {
      throw Parameters.contradiction(weight, "(units, " + features + ")");
    }
    long units = shape.get(0);
    List<Weight> weights = new ArrayList<>();
    weights.add(
        ParameterWeights.permuted(
            "kernel",
            weight.parameter(),
            new long[] {units, shape.get(1)},
            new int[] {1, 0},
            shape.get(1),
            units));
    return dense(call.out(), x, units, weights, Parameters.bias(bias, units));
  }

  private static Value dense(
      LayerWriter out, Traced x, long units, List<Weight> weights, @Nullable Weight bias) {
    if (bias != null) {
      weights.add(bias);
    }
    return out.layer(
        LayerSpec.layer("Dense")
            .with("units", units)
            .with("activation", "linear")
            .with("use_bias", bias != null)
            .weights(weights),
        Shape.update(x.shape(), x.rank() - 1, units),
        x);
  }

  private static Value matMul(ArrayCall call) {
    Traced a = call.x();
    if (call.value(0) instanceof Stored weight && weight.shape().dimension() == 2) {
      Shape shape = weight.shape();
      if (shape.get(0) != a.shape().get(a.rank() - 1)) {
        throw Parameters.contradiction(weight, "(" + a.shape().get(a.rank() - 1) + ", units)");
      }
      List<Weight> weights = new ArrayList<>();
      weights.add(ParameterWeights.of("kernel", weight.parameter(), shape.get(0), shape.get(1)));
      return dense(call.out(), a, shape.get(1), weights, null);
    }
    Traced b = call.tensor(0);
    if (a.rank() < 3 || b.rank() < 3) {
      throw UntraceableException.noCounterpart(
          "`" + call.method() + "` of " + a.shape() + " and " + b.shape());
    }
    Shape batch =
        Axes.broadcast(a.shape().slice(0, a.rank() - 2), b.shape().slice(0, b.rank() - 2));
    Shape shape = batch.add(a.shape().get(a.rank() - 2), b.shape().get(b.rank() - 1));
    LayerWriter out = call.out();
    return out.operation(
        LayerSpec.operation("numpy", "Matmul"),
        shape,
        a.type(),
        false,
        out.channelsFirst(a),
        out.channelsFirst(b));
  }
}
