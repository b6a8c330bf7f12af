/**
 * The optimizers of Keras 3 and Keras 2, its legacy ones and those of {@code tf.train}: what one
 * step does to one variable.
 *
 * <p>Everything optimizers share, from gradients to the count of steps, is done elsewhere.
 */
@NullMarked
package io.kerasport.serializers.optimizer;

import org.jspecify.annotations.NullMarked;
