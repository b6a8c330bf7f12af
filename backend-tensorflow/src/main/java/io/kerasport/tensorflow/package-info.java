/**
 * Graphs and checkpoints through native TensorFlow: every node is made, checked and inferred by
 * TensorFlow's C API, and checkpoints are written by its {@code SaveV2} kernel.
 *
 * <p>Takes finished node requests and streams of weights; gives graphs as TensorFlow serialises
 * them. Loads the native library when it is first needed, never because it is on the class path.
 * All native memory is freed when its scope closes, not when the garbage collector gets to it.
 * Knows neither layers nor models.
 */
@NullMarked
package io.kerasport.tensorflow;

import org.jspecify.annotations.NullMarked;
