/**
 * The extension points: how layers, activations and initializers become graph ops and values, and
 * how ops are differentiated.
 *
 * <p>The built-in ones use the same door as a user's: a Guice module, annotated with {@link
 * io.kerasport.spi.KerasportExtension}, binds them by Keras class name or op type in a {@code
 * MapBinder}.
 */
@NullMarked
package io.kerasport.spi;

import org.jspecify.annotations.NullMarked;
