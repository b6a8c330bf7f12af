/**
 * The bare operations of Keras 3 models, such as {@code x + y} or {@code ops.relu(x)}.
 *
 * <p>They have no weights and compute in the types of their operands, by the promotion rules of
 * Keras 3; settings stand in the configuration, operands among the positional arguments, where any
 * may be a constant.
 */
@NullMarked
package io.kerasport.serializers.operation;

import org.jspecify.annotations.NullMarked;
