/**
 * Exports of real Keras files against Keras itself.
 *
 * <p>The files, the inputs and the predictions were written by Keras; {@code src/test/python} tells
 * how. TensorFlow runs the exports.
 */
@NullMarked
package io.kerasport.integration.keras;

import org.jspecify.annotations.NullMarked;
