/**
 * Puts a finished directory in its place in one step.
 *
 * <p>Takes files; gives a directory that is either complete or not there. Knows nothing of what the
 * files mean.
 */
@NullMarked
package io.kerasport.core.publish;

import org.jspecify.annotations.NullMarked;
