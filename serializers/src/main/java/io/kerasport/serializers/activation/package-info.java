/**
 * Activation functions by name, and the layers that are nothing but one.
 *
 * <p>Formulas follow {@code keras.activations} of the model's generation.
 */
@NullMarked
package io.kerasport.serializers.activation;

import org.jspecify.annotations.NullMarked;
