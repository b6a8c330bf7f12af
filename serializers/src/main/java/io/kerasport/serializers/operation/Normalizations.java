package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Normalizations by the statistics of some axes, computed in float32 at least. */
final class Normalizations {
  private static final double EPSILON = 1e-7;

  private Normalizations() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put(
        "LayerNorm", Operation.of("x gamma beta", Normalizations::layer).defaulting("axis", -1L));
    all.put("RMSNorm", Operation.of("x scale", Normalizations::rms).defaulting("axis", -1L));
    return all;
  }

  private static Operand layer(OperationCall call) {
    Ops tf = call.tf();
    Operand x = precise(call);
    int[] axes = call.axes(x);
    if (call.arguments().bool("rms_scaling", false)) {
      throw call.refused("normalizes with `rms_scaling`");
    }
    if (axes.length != 1 || axes[0] != x.shape().rank() - 1) {
      throw call.refused("normalizes over other axes than the last");
    }
    Operand centred = tf.sub(x, tf.reduce().mean(x, true, axes));
    Operand y = tf.mul(centred, inverse(call, centred, axes));
    if (call.arguments().has("gamma")) {
      y = tf.mul(y, call.tensor("gamma", y.dtype()));
    }
    if (call.arguments().has("beta")) {
      y = tf.add(y, call.tensor("beta", y.dtype()));
    }
    return tf.cast(y, call.x().dtype());
  }

  private static Operand rms(OperationCall call) {
    Operand x = precise(call);
    Operand y = call.tf().mul(x, inverse(call, x, call.axes(x)));
    if (call.arguments().has("scale")) {
      y = call.tf().mul(y, call.tensor("scale", y.dtype()));
    }
    return call.tf().cast(y, call.x().dtype());
  }

  private static Operand precise(OperationCall call) {
    return call.tf().cast(call.x(), Promotion.of(call.x().dtype(), DType.FLOAT));
  }

  private static Operand inverse(OperationCall call, Operand x, int... axes) {
    Ops tf = call.tf();
    Operand square = tf.reduce().mean(tf.square(x), true, axes);
    return tf.rsqrt(tf.add(square, call.arguments().number("epsilon", EPSILON)));
  }
}
