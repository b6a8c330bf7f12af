/**
 * Decides which MetaGraphs a model gets.
 *
 * <p>Takes a model; gives the modes and, for those left out, the reason. Knows no graphs.
 */
@NullMarked
package io.kerasport.core.mode;

import org.jspecify.annotations.NullMarked;
