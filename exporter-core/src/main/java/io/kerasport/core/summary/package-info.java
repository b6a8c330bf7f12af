/**
 * The table of a model that Keras users know from {@code model.summary()}: layers, output shapes,
 * parameters, connections.
 *
 * <p>Takes a model; gives plain records. Shapes are those of a graph that is assembled for it, with
 * the weights bound, and thrown away.
 */
@NullMarked
package io.kerasport.core.summary;

import org.jspecify.annotations.NullMarked;
