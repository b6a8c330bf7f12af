package io.kerasport.serializers.constraint;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.Constraint;

/** Scales the vectors along some axes to a wanted norm: {@code w·wanted / (ε + ‖w‖)}. */
final class NormConstraint implements Constraint {
  private static final double EPSILON = 1e-7;

  /** Says which norm is wanted. */
  @FunctionalInterface
  interface Wanted {
    Operand norm(Ops tf, Operand norms, Config config);
  }

  private final Wanted wanted;

  NormConstraint(Wanted wanted) {
    this.wanted = wanted;
  }

  @Override
  public Operand project(Ops tf, Operand weight, Config config) {
    int[] axes =
        config.has("axis")
            ? config.integers("axis").stream().mapToInt(Math::toIntExact).toArray()
            : new int[] {0};
    Operand norms = tf.sqrt(tf.reduce().sum(tf.square(weight), true, axes));
    return tf.mul(weight, tf.div(wanted.norm(tf, norms, config), tf.add(norms, EPSILON)));
  }
}
