package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.model.Weight;
import io.kerasport.spi.OptimizerFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of an optimizer.
 *
 * @param family how checkpoints hold them
 * @param iterations the number of steps done, a scalar of int64
 * @param learningRate the learning rate, where it is a variable
 * @param hyperparameters further settings that are variables, by name
 * @param slots the slots in the order of the file
 * @param scalars variables kept for all variables together, by name
 * @param lossScale the scale of the loss, if it changes
 */
public record OptimizerState(
    OptimizerFamily family,
    GraphVariable iterations,
    Optional<GraphVariable> learningRate,
    Map<String, GraphVariable> hyperparameters,
    List<SlotVariable> slots,
    Map<String, GraphVariable> scalars,
    Optional<LossScaleState> lossScale) {
  private static final String SETTING = "setting/";
  private static final String SLOT = "slot/";

  /** The setting that nearly every optimizer has. */
  public static final String LEARNING_RATE = "learning_rate";

  public OptimizerState {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    slots = List.copyOf(slots);
    scalars = Collections.unmodifiableMap(new LinkedHashMap<>(scalars));
  }

  /** The name of a setting among the variables of a checkpoint; model files have none. */
  public static String setting(String name) {
    return SETTING + name;
  }

  static boolean isSetting(Weight weight) {
    return String.valueOf(weight.name()).startsWith(SETTING);
  }

  /**
   * The name of a slot among the variables of a checkpoint that keeps slots beside the variables,
   * and not in a list.
   *
   * @param name the slot
   * @param of the variable it is kept for; the place it is stored at tells it from all others
   */
  public static String slot(String name, Weight of) {
    return SLOT + name + " of " + of.origin();
  }

  static boolean isSlot(Weight weight) {
    return String.valueOf(weight.name()).startsWith(SLOT);
  }

  /** Only the count of steps, for a graph that does not train. */
  static OptimizerState counting(
      OptimizerFamily family, GraphVariable iterations, Optional<LossScale> lossScale) {
    return new OptimizerState(
        family,
        iterations,
        Optional.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        lossScale.map(scale -> new LossScaleState(scale.isKeras3(), Map.of())));
  }

  /**
   * A slot.
   *
   * @param name its name in Keras
   * @param of the variable it is kept for
   * @param variable the slot itself
   */
  public record SlotVariable(String name, LayerVariable of, GraphVariable variable) {}

  /** All variables in the order of the file. */
  public List<GraphVariable> variables() {
    List<GraphVariable> all = new ArrayList<>();
    lossScale.ifPresent(scale -> all.addAll(scale.variables().values()));
    all.addAll(ofOptimizer());
    return all;
  }

  /** The variables without those of a loss scale, in the order of the file. */
  public List<GraphVariable> ofOptimizer() {
    List<GraphVariable> all = new ArrayList<>();
    all.add(iterations);
    learningRate.ifPresent(all::add);
    all.addAll(hyperparameters.values());
    slots.forEach(slot -> all.add(slot.variable()));
    all.addAll(scalars.values());
    return all;
  }
}
