package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Momentum whose matrix updates are made nearly orthogonal by Newton-Schulz iterations {@code X ←
 * a·X + (b·A + c·A²)X} with {@code A = X·Xᵀ}; everything that is no matrix is trained by AdamW.
 */
final class Muon extends CurrentOptimizer {
  private static final double WEIGHT_DECAY = 0.004;

  @Override
  public List<String> unsupported(ObjectDescription optimizer) {
    return excluded(optimizer.config()).stream()
        .filter(pattern -> !PathPattern.isSupported(pattern))
        .map(
            pattern ->
                "Muon's exclude_layers holds `"
                    + pattern
                    + "`, a regular expression that is not understood")
        .toList();
  }

  private static List<String> excluded(Config config) {
    return config.has("exclude_layers")
        ? config.list("exclude_layers").stream().map(String::valueOf).toList()
        : List.of();
  }

  @Override
  public Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    String key =
        usesAdam(optimizer.config(), path, variable) ? "adam_weight_decay" : "weight_decay";
    Config config = optimizer.config();
    boolean stated = config.entries().containsKey(key);
    double decay = config.number(key, stated ? 0 : WEIGHT_DECAY);
    return decay == 0 ? Optional.empty() : Optional.of(decay);
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    Slot momentum = Slot.zeros("momentum", variable);
    return usesAdam(optimizer.config(), path, variable)
        ? List.of(momentum, Slot.zeros("velocity", variable))
        : List.of(momentum);
  }

  private static boolean usesAdam(Config config, String path, TensorSpec variable) {
    boolean embedding = path.toLowerCase(Locale.ROOT).contains("embedding");
    return variable.shape().rank() != 2
        || config.bool("exclude_embeddings", true) && embedding
        || excluded(config).stream().anyMatch(pattern -> PathPattern.isIn(path, pattern));
  }

  @Override
  public void update(OptimizerCall call) {
    TensorSpec spec = new TensorSpec(call.dtype(), call.variable().shape());
    if (usesAdam(call.config(), call.path(), spec)) {
      adam(call);
    } else {
      orthogonal(call);
    }
  }

  private static void adam(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("adam_beta_1", 0.9);
    double beta2 = config.number("adam_beta_2", 0.999);
    Operand step = step(call, call.dtype());
    Operand one = tf.scalarLike(step, 1);
    Operand rate = tf.mul(call.learningRate(), config.number("adam_lr_ratio", 1));
    Operand alpha =
        tf.div(
            tf.mul(rate, tf.sqrt(tf.sub(one, power(tf, beta2, step)))),
            tf.sub(one, power(tf, beta1, step)));
    Operand m = towards(tf, call.slot("momentum"), call.gradient(), 1 - beta1);
    Operand v = towards(tf, call.slot("velocity"), tf.square(call.gradient()), 1 - beta2);
    call.assignSlot("momentum", m);
    call.assignSlot("velocity", v);
    Operand divisor = tf.add(tf.sqrt(v), config.number("epsilon", EPSILON));
    call.assign(tf.sub(call.variable(), tf.div(tf.mul(m, alpha), divisor)));
  }

  private static void orthogonal(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double momentum = config.number("momentum", 0.95);
    Operand m = tf.add(tf.mul(call.slot("momentum"), momentum), call.gradient());
    call.assignSlot("momentum", m);
    Operand direction =
        config.bool("nesterov", true) ? tf.add(call.gradient(), tf.mul(m, momentum)) : m;
    Operand step = tf.mul(call.learningRate(), newtonSchulz(tf, direction, config));
    if (config.has("rms_rate") || !config.entries().containsKey("rms_rate")) {
      long largest = Math.max(step.shape().dim(0), step.shape().dim(1));
      step = tf.mul(step, Math.sqrt(largest) * config.number("rms_rate", 0.2));
    }
    call.assign(tf.sub(call.variable(), step));
  }

  private static Operand newtonSchulz(Ops tf, Operand matrix, Config config) {
    double a = config.number("muon_a", 3.4445);
    double b = config.number("muon_b", -4.775);
    double c = config.number("muon_c", 2.0315);
    boolean tall = matrix.shape().dim(0) > matrix.shape().dim(1);
    Operand x = tall ? tf.arrays().transpose(matrix, 1, 0) : matrix;
    Operand norm = tf.sqrt(tf.reduce().sum(tf.square(x), true, 0, 1));
    x = tf.div(x, tf.add(norm, 1e-7));
    for (int i = 0; i < config.integer("ns_steps", 5); i++) {
      Operand gram =
          tf.graph()
              .node("MatMul")
              .input(x)
              .input(x)
              .attr("transpose_b", Attr.of(true))
              .buildOutput();
      Operand factor = tf.add(tf.mul(gram, b), tf.matMul(tf.mul(gram, c), gram));
      x = tf.add(tf.mul(x, a), tf.matMul(factor, x));
    }
    return tall ? tf.arrays().transpose(x, 1, 0) : x;
  }
}
