/**
 * The losses of both Keras generations, by class and function name.
 *
 * <p>Each takes targets and prediction and gives one value for each sample; reduction, sample
 * weights and masks are none of its business. Formulas are those of Keras; where the generations
 * differ, the loss asks which one it serves.
 */
@NullMarked
package io.kerasport.serializers.loss;

import org.jspecify.annotations.NullMarked;
