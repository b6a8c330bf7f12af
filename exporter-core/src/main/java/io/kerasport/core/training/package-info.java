/**
 * Adds to a measured graph the step that trains it: gradients, the optimizer's variables and their
 * updates.
 *
 * <p>Takes a forward graph with its objective; gives the train op. Knows no checkpoint keys.
 */
@NullMarked
package io.kerasport.core.training;

import org.jspecify.annotations.NullMarked;
