/**
 * The backend without native code: graphs as protos, checkpoints as TensorBundle files.
 *
 * <p>Takes node requests and checkpoint entries from the pipeline; gives a GraphDef and the files
 * of a checkpoint, and reads checkpoints back. Knows neither layers nor models.
 */
@NullMarked
package io.kerasport.purejava;

import org.jspecify.annotations.NullMarked;
