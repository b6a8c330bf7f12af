/**
 * Plans the checkpoint: which variable is stored under which key, and the graph of trackable
 * objects that lets {@code tf.train.Checkpoint} and both generations of Keras find them.
 *
 * <p>Takes the graph of a mode; gives checkpoint entries. Writes nothing.
 */
@NullMarked
package io.kerasport.core.trackable;

import org.jspecify.annotations.NullMarked;
