package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a loss scale that changes, by the names Keras tracks them under and in its
 * order. A graph that does not train has none of them.
 *
 * @param wraps whether checkpoints hold the optimizer inside the scale's object, as Keras 3 does,
 *     rather than the scale inside the optimizer's, as Keras 2 does
 * @param variables the variables
 */
public record LossScaleState(boolean wraps, Map<String, GraphVariable> variables) {
  private static final String LEARNING_RATE = "learning_rate";
  private static final String KERAS_3_SCALE = "dynamic_scale";
  private static final String KERAS_3_STEPS = "step_counter";
  private static final String KERAS_2_SCALE = "current_loss_scale";
  private static final String KERAS_2_STEPS = "good_steps";

  public LossScaleState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** The names of the variables, in order. */
  static List<String> names(boolean wraps) {
    return wraps
        ? List.of("iteration", LEARNING_RATE, KERAS_3_STEPS, KERAS_3_SCALE)
        : List.of(KERAS_2_SCALE, KERAS_2_STEPS);
  }

  static boolean isInteger(String name) {
    return !isScale(name) && !name.equals(LEARNING_RATE);
  }

  static boolean isScale(String name) {
    return name.equals(KERAS_3_SCALE) || name.equals(KERAS_2_SCALE);
  }

  /** The scale, a scalar of float32. */
  GraphVariable scale() {
    return variable(wraps ? KERAS_3_SCALE : KERAS_2_SCALE);
  }

  /** The number of steps with finite gradients since the scale changed, a scalar of int64. */
  GraphVariable steps() {
    return variable(wraps ? KERAS_3_STEPS : KERAS_2_STEPS);
  }

  private GraphVariable variable(String name) {
    GraphVariable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalStateException("a graph that does not train has no " + name);
    }
    return variable;
  }
}
