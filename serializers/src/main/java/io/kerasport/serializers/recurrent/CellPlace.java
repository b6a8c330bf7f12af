package io.kerasport.serializers.recurrent;

import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.serializers.inner.InnerLayer;
import io.kerasport.serializers.inner.InnerWeights;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/**
 * A cell and its place in a layer or in another cell.
 *
 * @param cell the formula
 * @param description its settings
 * @param name what Keras calls it in names of variables; empty if the layer has no cell of its own
 * @param inner where its weights are found
 */
record CellPlace(Cell cell, LayerDescription description, String name, InnerWeights inner) {

  /** The cell that a layer such as LSTM makes for itself, of the layer's own settings. */
  static CellPlace ofLayer(Cell cell, LayerDescription layer, String name) {
    InnerWeights inner = InnerWeights.at(name, "cell").alsoStoredBare();
    return new CellPlace(cell, layer, name, inner);
  }

  /**
   * A layer that computes itself what a cell would, of weights in NVIDIA's layout. Its formula is
   * fixed, so its configuration says nothing of it.
   */
  static CellPlace ofCudnn(Cell cell, LayerDescription layer) {
    Config config =
        layer
            .config()
            .with("activation", "tanh")
            .with("recurrent_activation", "sigmoid")
            .with("reset_after", true);
    LayerDescription described = new LayerDescription(layer.name(), config, layer.generation());
    return new CellPlace(cell, described, "", InnerWeights.at("", ""));
  }

  /** The cell that an RNN layer was given. */
  static CellPlace ofRnn(LayerDescription layer) {
    LayerDescription cell = InnerLayer.describe(layer, layer.config().object("cell"));
    return new CellPlace(
        Cells.find(layer.config().object("cell")),
        cell,
        cell.name(),
        InnerWeights.at(cell.name(), "cell").configuredAt("cell/config"));
  }

  /** One of several cells; two may have the same name. */
  static CellPlace inStack(
      LayerDescription stack, Config entry, int index, List<CellPlace> before) {
    LayerDescription cell = InnerLayer.describe(stack, entry);
    String name = cell.name();
    for (int i = 1; taken(name, before); i++) {
      name = cell.name() + "_" + i;
    }
    String attribute = InnerLayer.attribute(entry.string("class_name"));
    long same =
        before.stream()
            .filter(other -> other.inner().storedName().startsWith("cells/" + attribute))
            .count();
    InnerWeights inner =
        InnerWeights.at(name, "cells/" + index)
            .storedUnder("cells/" + attribute + (same == 0 ? "" : "_" + same))
            .configuredAt("cells/" + index + "/config");
    return new CellPlace(Cells.find(entry), cell, name, inner);
  }

  private static boolean taken(String name, List<CellPlace> before) {
    return before.stream().anyMatch(cell -> cell.name().equals(name));
  }

  List<String> unsupported() {
    return cell.unsupported(description);
  }

  List<WeightSpec> weights(Shape input) {
    List<WeightSpec> weights = cell.weights(description, input);
    return name.isEmpty() ? weights : inner.of(weights, description);
  }

  /** What the names of its weights begin with in those of the layer. */
  String path() {
    return name.isEmpty() ? "" : name + "/";
  }

  Shape output(Shape input) {
    return cell.output(description, input);
  }

  List<Cell.State> states(Shape input) {
    return cell.states(description, input);
  }

  /** The cell's call inside that of the cell around it. */
  CellCall call(CellCall around) {
    return around.of(description, name);
  }
}
