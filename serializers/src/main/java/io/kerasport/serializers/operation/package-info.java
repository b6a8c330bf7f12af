/**
 * Bare operations: those of Keras 3 models, such as {@code x + y} or {@code ops.relu(x)}, and the
 * TensorFlow functions that Keras 2 models call.
 *
 * <p>They have no weights and compute in the types of their operands. A formula is written once, on
 * arguments with the names Keras 3 gives them; the tables of both generations lead to it. Any
 * argument may be a constant of the file. Knows nothing of layers.
 */
@NullMarked
package io.kerasport.serializers.operation;

import org.jspecify.annotations.NullMarked;
