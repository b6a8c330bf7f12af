package io.kerasport.core.clone;

import io.kerasport.model.Layer;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A layer in a clone. Exactly one of serializer and nested is set, or none for an input layer.
 *
 * @param layer the layer of the model
 * @param path names from the outermost model to this layer, joined with slashes
 * @param description what its serializer may know of it
 * @param trainable whether it and every model around it is trainable
 * @param serializer makes its ops
 * @param nested the clone of the model behind it
 */
public record LayerClone(
    Layer layer,
    String path,
    LayerDescription description,
    boolean trainable,
    @Nullable LayerSerializer serializer,
    @Nullable ModelClone nested) {}
