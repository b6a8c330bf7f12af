package io.kerasport.serializers.constraint;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.Constraint;
import java.util.HashMap;
import java.util.Map;

/** The constraints by the names that files use. */
public final class Constraints {
  private static final Constraint MAX_NORM =
      new NormConstraint((tf, norms, config) -> clip(tf, norms, 0, config.number("max_value", 2)));
  private static final Constraint MIN_MAX_NORM = new NormConstraint(Constraints::minMax);
  private static final Constraint UNIT_NORM =
      new NormConstraint((tf, norms, config) -> tf.scalarLike(norms, 1));
  private static final Constraint NON_NEG =
      (tf, weight, config) -> tf.maximum(weight, tf.scalarLike(weight, 0));

  private Constraints() {}

  /** Every constraint under each of its names. */
  public static Map<String, Constraint> byName() {
    Map<String, Constraint> constraints = new HashMap<>();
    for (String name : new String[] {"MaxNorm", "max_norm", "maxnorm"}) {
      constraints.put(name, MAX_NORM);
    }
    for (String name : new String[] {"MinMaxNorm", "min_max_norm"}) {
      constraints.put(name, MIN_MAX_NORM);
    }
    for (String name : new String[] {"UnitNorm", "unit_norm", "unitnorm"}) {
      constraints.put(name, UNIT_NORM);
    }
    for (String name : new String[] {"NonNeg", "non_neg", "nonneg"}) {
      constraints.put(name, NON_NEG);
    }
    for (String name : new String[] {"RadialConstraint", "radial_constraint"}) {
      constraints.put(name, new RadialConstraint());
    }
    return constraints;
  }

  /** Between the bounds, as far as the rate goes. */
  private static Operand minMax(Ops tf, Operand norms, Config config) {
    double rate = config.number("rate", 1);
    Operand bounded = clip(tf, norms, config.number("min_value", 0), config.number("max_value", 1));
    return tf.add(tf.mul(bounded, rate), tf.mul(norms, 1 - rate));
  }

  private static Operand clip(Ops tf, Operand x, double low, double high) {
    return tf.math().clip(x, low, high);
  }
}
