package io.kerasport.core.clone;

import io.kerasport.model.Layer;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A layer in a clone. A model has nested only, other layers have a serializer, and nested besides
 * if they apply a model; an input layer has neither.
 *
 * @param layer the layer of the model
 * @param path names from the outermost model to this layer, joined with slashes
 * @param description what its serializer may know of it
 * @param trainable whether it and every model around it is trainable
 * @param serializer makes its ops
 * @param nested the clone of the model that it is or applies
 */
public record LayerClone(
    Layer layer,
    String path,
    LayerDescription description,
    boolean trainable,
    @Nullable LayerSerializer serializer,
    @Nullable ModelClone nested) {}
