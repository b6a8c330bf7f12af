/**
 * From a serialized Keras object to a {@link io.kerasport.model.Model} without weights: the layers,
 * the calls that connect them in an order in which they can run, nested models to any depth.
 *
 * <p>Reads both dialects of {@code inbound_nodes} and their ways of counting calls. Unknown layer
 * classes pass through; nothing in a configuration is ever run or looked up. Knows nothing of files
 * and weights.
 */
@NullMarked
package io.kerasport.formats.topology;

import org.jspecify.annotations.NullMarked;
