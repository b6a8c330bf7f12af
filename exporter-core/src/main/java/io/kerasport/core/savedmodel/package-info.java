/**
 * Makes the SavedModel around the graphs: the ops that save and restore, the init op, collections,
 * signatures and what a MetaGraphDef says of itself.
 *
 * <p>Takes a mode's graph and the checkpoint plan; gives the protocol buffer. Writes no files.
 */
@NullMarked
package io.kerasport.core.savedmodel;

import org.jspecify.annotations.NullMarked;
