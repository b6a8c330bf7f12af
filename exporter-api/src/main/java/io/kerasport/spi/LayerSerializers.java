package io.kerasport.spi;

import io.kerasport.model.Config;
import java.util.Optional;

/**
 * Finds what serializes a layer inside of another one: what is bound, and the custom objects of the
 * export under way. A serializer of a layer that wraps others has it injected.
 */
public interface LayerSerializers {
  /**
   * The serializer of a layer, by the name it was registered under or else by its class.
   *
   * @param entry the layer as the configuration of another one holds it: with a {@code class_name},
   *     a {@code registered_name} if it has one, and a {@code config}
   * @return empty if nobody knows the layer
   * @throws io.kerasport.model.ConfigException if the entry names no class
   */
  Optional<LayerSerializer> find(Config entry);
}
