/**
 * Adds to a forward graph what its predictions are measured by: targets, sample weights, the loss
 * with regularization, and metrics with their state.
 *
 * <p>Takes a forward graph and the compile configuration; gives an objective. Knows neither
 * optimizers nor the SavedModel.
 */
@NullMarked
package io.kerasport.core.objective;

import org.jspecify.annotations.NullMarked;
