package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.Layer;

/**
 * A layer that was read.
 *
 * @param layer the layer, without weights
 * @param entry the object it was read from
 * @param place where that stands
 */
record ReadLayer(Layer layer, Config entry, Place place) {}
