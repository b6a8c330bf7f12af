/**
 * Keras' own layers, activations and initializers, one package a family.
 *
 * <p>Takes a layer's configuration and the tensors of a call; gives graph ops through {@link
 * io.kerasport.graph.Ops}. Knows neither files nor backends nor the pipeline. Layers of both Keras
 * generations share a class; it asks for the generation where their meaning differs.
 */
@NullMarked
package io.kerasport.serializers;

import org.jspecify.annotations.NullMarked;
