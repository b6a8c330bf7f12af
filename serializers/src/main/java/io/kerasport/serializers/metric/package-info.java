/**
 * The metrics of both Keras generations, by class and function name, each with its state.
 *
 * <p>Each takes batches of targets and predictions, weights and masks as its generation counts
 * them, and gives a value from the state alone. Variables are called as in Keras.
 */
@NullMarked
package io.kerasport.serializers.metric;

import org.jspecify.annotations.NullMarked;
