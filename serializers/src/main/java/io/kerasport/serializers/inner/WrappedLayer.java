package io.kerasport.serializers.inner;

import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import java.util.Optional;

/**
 * The layer that the configuration of a wrapper holds under {@code layer}.
 *
 * @param serializers finds what serializes it
 * @param wrapper the layer around it
 */
public record WrappedLayer(LayerSerializers serializers, LayerDescription wrapper) {
  /** It as the configuration has it. */
  public Config entry() {
    return wrapper.config().object("layer");
  }

  /** The name of its class. */
  public String className() {
    return entry().string("class_name");
  }

  /** What is known of it. */
  public LayerDescription description() {
    return InnerLayer.describe(wrapper, entry());
  }

  /** What serializes it; empty if nobody knows its class. */
  public Optional<LayerSerializer> find() {
    return serializers.find(entry());
  }

  /** What serializes it, of a wrapper that was not refused. */
  public LayerSerializer serializer() {
    return find()
        .orElseThrow(
            () -> new IllegalStateException("no serializer of the layer in " + wrapper.name()));
  }
}
