/**
 * What a model was compiled with, in one form whatever Keras or program wrote it.
 *
 * <p>Takes a model's raw compile configuration; gives the optimizer and, for each output, its
 * losses and metrics, or one error that lists everything that does not fit the outputs. Binds
 * nothing and makes no graph nodes.
 */
@NullMarked
package io.kerasport.core.compile;

import org.jspecify.annotations.NullMarked;
