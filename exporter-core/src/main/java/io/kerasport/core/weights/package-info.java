/**
 * Finds the value of every variable: the stored weight that belongs to it, or what its initializer
 * makes where the source stored none.
 *
 * <p>Takes a layer's weight specs and its stored weights; gives one lazily read weight for each
 * spec. Reads no values.
 */
@NullMarked
package io.kerasport.core.weights;

import org.jspecify.annotations.NullMarked;
