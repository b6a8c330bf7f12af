/**
 * Loads an exported SavedModel back: the pipeline backwards.
 *
 * <p>Takes a directory; gives the model with weights that are streamed from its checkpoint. Reads
 * no graph: the model's JSON and the checkpoint's object graph say everything.
 */
@NullMarked
package io.kerasport.core.load;

import org.jspecify.annotations.NullMarked;
