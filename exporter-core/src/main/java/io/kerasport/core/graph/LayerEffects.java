package io.kerasport.core.graph;

import io.kerasport.graph.Operand;
import io.kerasport.model.KerasObject;
import java.util.List;

/**
 * What layers add to a training step besides their outputs.
 *
 * @param losses scalars that layers add to the loss of the model
 * @param activities outputs whose size is penalized
 * @param updates new values of weights that no optimizer updates
 */
public record LayerEffects(
    List<Operand> losses, List<RegularizedActivity> activities, List<WeightUpdate> updates) {
  public LayerEffects {
    losses = List.copyOf(losses);
    activities = List.copyOf(activities);
    updates = List.copyOf(updates);
  }

  /**
   * An output of a layer with an activity regularizer.
   *
   * @param layer the layer's path
   * @param regularizer the penalty
   * @param output the output of one call
   */
  public record RegularizedActivity(String layer, KerasObject regularizer, Operand output) {}

  /**
   * The new value of a weight at the end of a training step.
   *
   * @param variable the weight
   * @param value its new value
   */
  public record WeightUpdate(GraphVariable variable, Operand value) {}
}
