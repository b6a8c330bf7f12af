package io.kerasport.core.training;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies the loss by a factor, so that small gradients do not vanish in half precision, and
 * takes the factor out of the gradients again. A factor that changes is doubled after some steps
 * with finite gradients, and halved by a step with others, which does nothing besides.
 */
final class LossScaling {
  private static final String FACTOR = "loss_scale_factor";

  private final Ops tf;
  private final Config config;
  private final @Nullable LossScale rule;
  private final @Nullable LossScaleState state;

  private LossScaling(
      Ops tf, Config config, @Nullable LossScale rule, @Nullable LossScaleState state) {
    this.tf = tf;
    this.config = config;
    this.rule = rule;
    this.state = state;
  }

  static LossScaling of(Ops tf, BoundOptimizer bound, OptimizerState state) {
    return new LossScaling(
        tf,
        bound.description().config(),
        bound.lossScale().orElse(null),
        state.lossScale().orElse(null));
  }

  Operand scale(Operand loss) {
    if (state != null) {
      return tf.mul(loss, tf.cast(state.scale().value(), loss.dtype()));
    }
    return config.has(FACTOR) ? tf.mul(loss, config.number(FACTOR)) : loss;
  }

  List<Operand> unscale(List<Operand> gradients) {
    if (state != null && rule != null) {
      Operand scale = state.scale().value();
      if (rule.isKeras3()) {
        return gradients.stream().map(g -> tf.div(g, tf.cast(scale, g.dtype()))).toList();
      }
      Operand inverse = tf.div(tf.scalarLike(scale, 1), scale);
      return gradients.stream().map(g -> tf.mul(g, tf.cast(inverse, g.dtype()))).toList();
    }
    return config.has(FACTOR)
        ? gradients.stream().map(g -> tf.div(g, config.number(FACTOR))).toList()
        : gradients;
  }

  /** Whether all gradients are finite; empty if it does not matter. */
  Optional<Operand> areFinite(List<Operand> gradients) {
    if (state == null || gradients.isEmpty()) {
      return Optional.empty();
    }
    Operand all = isFinite(gradients.get(0));
    for (Operand gradient : gradients.subList(1, gradients.size())) {
      all = tf.math().logicalAnd(all, isFinite(gradient));
    }
    return Optional.of(all);
  }

  private Operand isFinite(Operand gradient) {
    Operand finite = tf.unary("IsFinite", gradient);
    int[] axes = IntStream.range(0, gradient.shape().rank()).toArray();
    return axes.length == 0 ? finite : tf.reduce().all(finite, false, axes);
  }

  /**
   * What the scale's variables become.
   *
   * @param scale the new scale
   * @param steps the new number of steps since it changed
   */
  record Next(Operand scale, Operand steps) {}

  /** The scale after a step whose gradients were finite or not. */
  Next next(Operand finite) {
    if (state == null || rule == null) {
      throw new IllegalStateException("the scale does not change");
    }
    Operand scale = state.scale().value();
    Operand steps = state.steps().value();
    Operand more = tf.add(steps, int64(1));
    Operand grows =
        rule.isKeras3()
            ? equal(more, int64(rule.growthSteps()))
            : tf.math().greaterEqual(more, int64(rule.growthSteps()));
    Operand doubled = tf.mul(scale, 2);
    Operand halved = tf.mul(scale, 0.5);
    if (!rule.isKeras3()) {
      doubled = tf.math().select(tf.unary("IsFinite", doubled), doubled, scale);
      halved = tf.maximum(halved, tf.scalarLike(halved, 1));
    }
    Operand whenFinite = tf.math().select(grows, doubled, scale);
    Operand zero = int64(0);
    return new Next(
        tf.math().select(finite, whenFinite, halved),
        tf.math().select(tf.math().logicalAnd(finite, tf.math().logicalNot(grows)), more, zero));
  }

  private Operand equal(Operand x, Operand y) {
    return tf.graph().node("Equal").input(x).input(y).buildOutput();
  }

  private Operand int64(long value) {
    return tf.constant(TensorValue.scalar(DType.INT64, value));
  }
}
