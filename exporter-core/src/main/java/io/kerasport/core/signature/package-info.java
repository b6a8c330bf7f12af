/**
 * Finds the inputs that an exported graph takes.
 *
 * <p>Takes a model; gives one named {@link io.kerasport.model.TensorSpec} for each input, or one
 * error that lists every input that gives none. Knows no graphs.
 */
@NullMarked
package io.kerasport.core.signature;

import org.jspecify.annotations.NullMarked;
