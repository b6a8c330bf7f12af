/**
 * The layers models of TensorFlow.js: what {@code model.json} says of the weights and how their
 * bytes lie in the files beside it.
 *
 * <p>Takes the parsed JSON and the files it names, gives weights under the names that they have
 * there. Knows neither layers nor how the files are found.
 */
@NullMarked
package io.kerasport.formats.tfjs;

import org.jspecify.annotations.NullMarked;
