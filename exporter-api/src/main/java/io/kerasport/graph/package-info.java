/**
 * The graph port: the only way to make TensorFlow graph nodes.
 *
 * <p>Serializers write against {@link io.kerasport.graph.Ops}, a typed facade over {@link
 * io.kerasport.graph.GraphBuilder}, which each backend implements. Nothing here knows protocol
 * buffers or native handles.
 */
@NullMarked
package io.kerasport.graph;

import org.jspecify.annotations.NullMarked;
