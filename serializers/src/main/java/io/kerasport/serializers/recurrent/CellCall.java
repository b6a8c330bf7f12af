package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;

/**
 * A cell at work inside a layer's call.
 *
 * @param layer the call of the layer
 * @param description the cell
 * @param path what the names of the cell's weights begin with in the layer
 */
record CellCall(LayerCall layer, LayerDescription description, String path) {
  Config config() {
    return description.config();
  }

  Ops ops() {
    return layer.ops();
  }

  DType dtype() {
    return description.computeDType();
  }

  boolean training() {
    return layer.training();
  }

  Operand weight(String name) {
    return layer.weight(path + name);
  }

  /** Applies the activation in an entry of the cell's configuration. */
  Operand activate(String key, Operand x) {
    return layer.activate(config().get(key), x);
  }

  /** The same call, making nodes elsewhere. */
  CellCall inside(Ops ops) {
    return new CellCall(layer.inside(ops), description, path);
  }

  /** The call of a cell inside this one. */
  CellCall of(LayerDescription inner, String name) {
    return new CellCall(layer, inner, path + name + "/");
  }
}
