package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFinishCall;
import io.kerasport.spi.OptimizerScalar;
import io.kerasport.spi.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nadam with the momentum schedule {@code μₜ = β₁(1 − ½·0.96^(decay·t))}: {@code w −= lr·((1 −
 * μₜ)g/(1 − Πμₜ) + μₜ₊₁·m/(1 − Πμₜ₊₁)) / (√(v/(1 − β₂ᵗ)) + ε)}.
 */
final class LegacyNadam extends LegacyOptimizer {
  private static final String CACHE = "momentum_cache";
  private static final double SCHEDULE_DECAY = 0.004;

  LegacyNadam() {
    super(0.001);
  }

  /** Nadam's decay is that of its momentum schedule. */
  @Override
  public double learningRateDecay(ObjectDescription optimizer) {
    return 0;
  }

  @Override
  Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put("decay", SCHEDULE_DECAY);
    defaults.put("beta_1", 0.9);
    defaults.put("beta_2", 0.999);
    return defaults;
  }

  @Override
  public List<OptimizerScalar> scalars(ObjectDescription optimizer) {
    return List.of(new OptimizerScalar(CACHE, TensorValue.ofFloats(Shape.scalar(), 1), true));
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return zeros(variable, List.of("m", "v"));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    DType dtype = call.dtype();
    Operand gradient = call.gradient();
    Operand beta1 = call.hyperparameter("beta_1", dtype);
    Operand beta2 = call.hyperparameter("beta_2", dtype);
    Operand step = CurrentOptimizer.step(call, dtype);
    Operand one = tf.scalarLike(step, 1);
    Operand mu = schedule(tf, call.config(), beta1, step);
    Operand next = schedule(tf, call.config(), beta1, tf.add(step, 1));
    Operand product = tf.mul(call.scalar(CACHE, dtype), mu);
    Operand m = mix(tf, beta1, call.slot("m"), gradient);
    Operand v = mix(tf, beta2, call.slot("v"), tf.square(gradient));
    call.assignSlot("m", m);
    call.assignSlot("v", v);
    Operand now = tf.mul(tf.sub(one, mu), tf.div(gradient, tf.sub(one, product)));
    Operand ahead = tf.mul(next, tf.div(m, tf.sub(one, tf.mul(product, next))));
    Operand variance = tf.div(v, tf.sub(one, tf.math().pow(beta2, step)));
    Operand divisor = tf.add(tf.sqrt(variance), call.config().number("epsilon", EPSILON));
    Operand direction = tf.div(tf.add(now, ahead), divisor);
    call.assign(tf.sub(call.variable(), tf.mul(call.learningRate(), direction)));
  }

  @Override
  public void finish(OptimizerFinishCall call) {
    Operand beta1 = call.hyperparameter("beta_1", DType.FLOAT);
    Operand step = CurrentOptimizer.step(call, DType.FLOAT);
    Operand mu = schedule(call.ops(), call.config(), beta1, step);
    call.assignScalar(CACHE, call.ops().mul(call.scalar(CACHE, DType.FLOAT), mu));
  }

  private static Operand schedule(Ops tf, Config config, Operand beta1, Operand step) {
    Operand exponent = tf.mul(step, config.number("decay", SCHEDULE_DECAY));
    Operand half = tf.mul(tf.math().pow(tf.scalarLike(step, 0.96), exponent), 0.5);
    return tf.mul(beta1, tf.sub(tf.scalarLike(step, 1), half));
  }

  private static Operand mix(Ops tf, Operand beta, Operand average, Operand value) {
    return tf.add(tf.mul(beta, average), tf.mul(tf.sub(tf.scalarLike(beta, 1), beta), value));
  }
}
