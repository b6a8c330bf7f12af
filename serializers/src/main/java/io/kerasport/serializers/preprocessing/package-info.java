/**
 * Numeric preprocessing: rescaling and normalization of a model's input.
 *
 * <p>Inputs may be integers; outputs have the layer's compute type.
 */
@NullMarked
package io.kerasport.serializers.preprocessing;

import org.jspecify.annotations.NullMarked;
