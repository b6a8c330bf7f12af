/**
 * The gradient rules against TensorFlow's own gradients and against finite differences, and whole
 * gradients in both backends.
 *
 * <p>A table holds a row for each op and way to call it; a new rule needs a new row, nothing else.
 */
@NullMarked
package io.kerasport.integration.gradient;

import org.jspecify.annotations.NullMarked;
