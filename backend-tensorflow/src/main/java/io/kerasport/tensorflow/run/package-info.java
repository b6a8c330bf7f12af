/**
 * Runs exported graphs in TensorFlow.
 *
 * <p>Takes a SavedModel directory and tensors; gives tensors and scores. Knows signatures and
 * savers, nothing of layers, losses or optimizers.
 */
@NullMarked
package io.kerasport.tensorflow.run;

import org.jspecify.annotations.NullMarked;
