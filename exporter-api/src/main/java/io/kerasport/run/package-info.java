/**
 * Running exported models: predictions, evaluation and training on the data of the caller.
 *
 * <p>Takes SavedModels and tensors; gives tensors and scores by the names of the signatures. Knows
 * no backend: one that can run graphs implements {@link io.kerasport.run.ModelRunners}.
 */
@NullMarked
package io.kerasport.run;

import org.jspecify.annotations.NullMarked;
