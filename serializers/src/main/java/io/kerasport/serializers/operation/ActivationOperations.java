package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Activation functions with their settings. Those without are the functions that layers have. */
final class ActivationOperations {
  private static final double CUBIC = 0.044715;
  private static final double SLOPE = 0.2;
  private static final double SHRINKING = 0.5;

  private ActivationOperations() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    named(all, "Relu", "relu");
    named(all, "Relu6", "relu6");
    named(all, "Sigmoid", "sigmoid");
    named(all, "Tanh", "tanh");
    named(all, "Silu", "silu");
    named(all, "Selu", "selu");
    named(all, "Softplus", "softplus");
    named(all, "Softsign", "softsign");
    named(all, "HardSigmoid", "hard_sigmoid");
    named(all, "HardSilu", "hard_silu");
    named(all, "HardTanh", "hard_tanh");
    named(all, "LogSigmoid", "log_sigmoid");
    named(all, "SparsePlus", "sparse_plus");
    named(all, "SparseSigmoid", "sparse_sigmoid");
    named(all, "TanhShrink", "tanh_shrink");
    all.put("Elu", Operation.of("x", ActivationOperations::elu));
    all.put("Celu", Operation.of("x", ActivationOperations::celu));
    all.put("Gelu", Operation.of("x", ActivationOperations::gelu).defaulting("approximate", true));
    all.put("Glu", Operation.of("x", ActivationOperations::glu));
    all.put("LeakyRelu", Operation.of("x", ActivationOperations::leakyRelu));
    all.put("HardShrink", Operation.of("x", ActivationOperations::hardShrink));
    all.put("SoftShrink", Operation.of("x", ActivationOperations::softShrink));
    all.put("Squareplus", Operation.of("x", ActivationOperations::squareplus));
    all.put("Sparsemax", Operation.of("x", ActivationOperations::sparsemax));
    all.put("Softmax", Operation.of("x", ActivationOperations::softmax).defaulting("axis", -1L));
    all.put(
        "LogSoftmax", Operation.of("x", ActivationOperations::logSoftmax).defaulting("axis", -1L));
    return all;
  }

  private static void named(Map<String, Operation> all, String name, String activation) {
    all.put(name, Operation.of("x", call -> call.activate(activation, call.floatingX())));
  }

  private static Operand elu(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    Operand elu = tf.nn().elu(x);
    double alpha = call.arguments().number("alpha", 1);
    if (alpha == 1) {
      return elu;
    }
    Operand positive = tf.math().greater(x, tf.scalarLike(x, 0));
    return tf.math().select(positive, elu, tf.mul(elu, alpha));
  }

  private static Operand celu(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    double alpha = call.arguments().number("alpha", 1);
    Operand zero = tf.scalarLike(x, 0);
    Operand negative = tf.unary("Expm1", tf.div(tf.minimum(x, zero), alpha));
    return tf.add(tf.maximum(x, zero), tf.mul(negative, alpha));
  }

  private static Operand gelu(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    if (!call.arguments().bool("approximate", false)) {
      return call.activate("gelu", x);
    }
    Operand inner = tf.add(x, tf.mul(tf.math().pow(x, 3), CUBIC));
    Operand tanh = tf.math().tanh(tf.mul(inner, Math.sqrt(2 / Math.PI)));
    return tf.mul(tf.mul(x, 0.5), tf.add(tanh, 1));
  }

  private static Operand glu(OperationCall call) {
    Ops tf = call.tf();
    int axis = Math.toIntExact(call.arguments().integer("axis", -1));
    List<Operand> halves = tf.arrays().split(call.floatingX(), axis, 2);
    return tf.mul(halves.get(0), tf.math().sigmoid(halves.get(1)));
  }

  private static Operand leakyRelu(OperationCall call) {
    double slope = call.arguments().number("negative_slope", SLOPE);
    return call.tf().nn().leakyRelu(call.floatingX(), slope);
  }

  private static Operand hardShrink(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    Operand threshold = tf.scalarLike(x, call.arguments().number("threshold", SHRINKING));
    Operand far = tf.math().greater(tf.math().abs(x), threshold);
    return tf.math().select(far, x, tf.scalarLike(x, 0));
  }

  private static Operand softShrink(OperationCall call) {
    Operand x = call.floatingX();
    double threshold = call.arguments().number("threshold", SHRINKING);
    return call.tf().sub(x, call.tf().math().clip(x, -threshold, threshold));
  }

  private static Operand squareplus(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    Operand root = tf.sqrt(tf.add(tf.square(x), call.arguments().number("b", 4)));
    return tf.mul(tf.add(x, root), 0.5);
  }

  private static Operand sparsemax(OperationCall call) {
    Operand x = call.floatingX();
    long axis = call.arguments().integer("axis", -1);
    if (axis != -1 && axis != x.shape().rank() - 1) {
      throw call.refused("is a sparsemax over another axis than the last");
    }
    return call.activate("sparsemax", x);
  }

  private static Operand softmax(OperationCall call) {
    Operand x = call.floatingX();
    Object axis = call.arguments().get("axis");
    Config layer = Config.of(Map.of("axis", axis == null ? everyAxis(x) : axis));
    return call.activate(Config.of(Map.of("class_name", "Softmax", "config", layer)), x);
  }

  private static List<Long> everyAxis(Operand x) {
    return LongStream.range(0, x.shape().rank()).boxed().toList();
  }

  private static Operand logSoftmax(OperationCall call) {
    Operand x = call.floatingX();
    int[] axes = call.axes(x);
    return axes.length == 1 && axes[0] == x.shape().rank() - 1
        ? call.tf().nn().logSoftmax(x)
        : call.tf().sub(x, Reductions.logSumExp(call.tf(), x, true, axes));
  }
}
