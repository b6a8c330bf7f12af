package io.kerasport.core.graph;

import io.kerasport.spi.LayerResource;

/**
 * A resource in a graph that is no variable: a loader makes it and runs its initializer.
 *
 * @param path the layer's path in the model and the resource's name in the layer
 * @param resource handle and initializer
 */
public record GraphResource(String path, LayerResource resource) {}
