/**
 * Reads finished SavedModels, whoever wrote them: what one holds, and how two differ.
 *
 * <p>Takes directories; gives plain records without protobuf types. Knows the SavedModel format and
 * checkpoints through their port; knows neither layers nor the pipeline that exports.
 */
@NullMarked
package io.kerasport.core.inspect;

import org.jspecify.annotations.NullMarked;
