package io.kerasport.serializers.attention;

import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of the dense layers around heads, in the order in which Keras makes them.
 *
 * @param query (heads, size) of the projected query
 * @param key (heads, size) of the projected key
 * @param value (heads, size) of the projected value
 * @param found (heads, size) of what the heads find, and of the gate
 */
record HeadWeights(Shape query, Shape key, Shape value, Shape found) {

  /**
   * The weights.
   *
   * @param inputs shapes of query, value and key
   * @param output the axes of the output behind the positions
   */
  List<WeightSpec> of(LayerDescription layer, List<Shape> inputs, Shape output) {
    Shape queries = features(layer, inputs.get(0));
    List<WeightSpec> weights = new ArrayList<>();
    weights.addAll(dense(layer, "query", "query_dense", queries.concat(query), query));
    weights.addAll(
        dense(layer, "key", "key_dense", features(layer, inputs.get(2)).concat(key), key));
    if (Heads.hasGate(layer)) {
      weights.addAll(dense(layer, "gate", "gate_dense", queries.concat(found), found));
    }
    weights.addAll(
        dense(layer, "value", "value_dense", features(layer, inputs.get(1)).concat(value), value));
    weights.addAll(dense(layer, "attention_output", "output_dense", found.concat(output), output));
    return weights;
  }

  /** The last axis of an input, which must be known. */
  static Shape features(LayerDescription layer, Shape input) {
    return Shape.of(Sizes.known(layer, input, -1));
  }

  /** The kernel and perhaps the bias of one of the dense layers. */
  private static List<WeightSpec> dense(
      LayerDescription layer, String name, String attribute, Shape kernel, Shape bias) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(weight(layer, name, attribute, "kernel", 0, kernel));
    if (Heads.hasBias(layer)) {
      weights.add(weight(layer, name, attribute, "bias", 1, bias));
    }
    return weights;
  }

  private static WeightSpec weight(
      LayerDescription layer, String name, String attribute, String kind, int index, Shape shape) {
    return WeightSpec.trainable(name + "/" + kind, new TensorSpec(layer.variableDType(), shape))
        .initializedBy(kind + "_initializer")
        .alsoStoredAs(attribute + "/" + index)
        .alsoStoredAs("_" + attribute + "/" + index)
        .alsoTrackedAs("_" + attribute + "/" + kind)
        .alsoTrackedAs("_" + attribute + "/_" + kind);
  }
}
