/**
 * Assembles the graph of one mode: walks a cloned model in the order of its calls and lets each
 * layer's serializer add its ops.
 *
 * <p>Takes a clone and its signature inputs; gives a graph with its variables, inputs and outputs.
 * Knows neither files nor the SavedModel around the graph.
 */
@NullMarked
package io.kerasport.core.graph;

import org.jspecify.annotations.NullMarked;
