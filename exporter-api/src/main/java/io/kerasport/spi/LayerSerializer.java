package io.kerasport.spi;

import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns one kind of Keras layer into graph ops.
 *
 * <p>A serializer has no state: one instance serves every layer of its kind, in every graph and
 * thread. The Keras class names it serves are the keys it is bound under.
 */
public interface LayerSerializer {
  /**
   * What the layer asks for that this serializer cannot do, one sentence each. All layers are asked
   * before anything is built, so that every reason is reported together.
   */
  default List<String> unsupported(LayerDescription layer) {
    return List.of();
  }

  /** How many axes the first tensor of a call may have, that of the batch included. */
  default Ranks ranks(LayerDescription layer) {
    return Ranks.ANY;
  }

  /**
   * The layer's weights in the order in which Keras makes them.
   *
   * @param layer the layer
   * @param inputs the tensors of the layer's first call, flattened
   */
  default List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    return List.of();
  }

  /**
   * The layer's weights where tensors may come by keyword, too.
   *
   * @param layer the layer
   * @param inputs the tensors among the positional arguments of the layer's first call, flattened
   * @param keywords the tensors passed by keyword in that call
   */
  default List<WeightSpec> weights(
      LayerDescription layer, List<TensorSpec> inputs, Map<String, TensorSpec> keywords) {
    return weights(layer, inputs);
  }

  /**
   * Whether calls get floating point tensors cast to the layer's compute type. Otherwise they get
   * them as they are: numbers that count things must not lose digits.
   */
  default boolean autocastsInputs() {
    return true;
  }

  /**
   * Whether a call takes the masks off its tensors, so that later calls on the same tensors see
   * none.
   */
  default boolean takesMasksAway(LayerDescription layer) {
    return false;
  }

  /** What penalizes the layer's outputs: its entry {@code activity_regularizer}. */
  default Optional<KerasObject> activityRegularizer(LayerDescription layer) {
    String key = "activity_regularizer";
    return KerasObject.of(key, layer.config().get(key));
  }

  /** Adds the ops of one call of the layer. */
  LayerOutput call(LayerCall call);
}
