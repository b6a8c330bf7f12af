/**
 * The export from end to end: one stage after the other, each with its own record.
 *
 * <p>Everything that can be refused is refused before the first byte is written.
 */
@NullMarked
package io.kerasport.core.pipeline;

import org.jspecify.annotations.NullMarked;
