package io.kerasport.serializers.recurrent;

import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;

/** Layers inside the configuration of others. */
final class InnerLayer {
  private InnerLayer() {}

  /** What is known of a layer from its entry; it has the dtype of the layer around it if no own. */
  static LayerDescription describe(LayerDescription around, Config entry) {
    Config config = entry.object("config");
    Config typed =
        config.has("dtype") ? config : config.with("dtype", around.config().get("dtype"));
    String name = config.string("name", Cells.attribute(entry.string("class_name")));
    return new LayerDescription(name, typed, around.generation());
  }
}
