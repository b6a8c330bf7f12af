package io.kerasport.serializers.inner;

import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;
import java.util.Locale;

/** Layers inside the configuration of others. */
public final class InnerLayer {
  private InnerLayer() {}

  /** What is known of a layer from its entry; it has the dtype of the layer around it if no own. */
  public static LayerDescription describe(LayerDescription around, Config entry) {
    Config config = entry.object("config");
    Config typed =
        config.has("dtype") ? config : config.with("dtype", around.config().get("dtype"));
    String name = config.string("name", attribute(entry.string("class_name")));
    return new LayerDescription(name, typed, around.generation());
  }

  /** The class's name as archives have it: {@code LSTMCell} is {@code lstm_cell}. */
  public static String attribute(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
