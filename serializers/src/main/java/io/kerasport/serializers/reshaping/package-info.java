/**
 * Layers that move, cut, pad or repeat elements.
 *
 * <p>Sizes that are known become constants; the others are read when the graph runs.
 */
@NullMarked
package io.kerasport.serializers.reshaping;

import org.jspecify.annotations.NullMarked;
