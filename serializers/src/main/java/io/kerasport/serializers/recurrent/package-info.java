/**
 * Recurrent layers, their cells and the wrappers around layers with a time axis.
 *
 * <p>A cell is one step, written like its formula; what runs it over a sequence, forwards or
 * backwards, with masks, as a loop or unrolled, is the same for all. Takes and gives what {@link
 * io.kerasport.spi.LayerSerializer} says.
 */
@NullMarked
package io.kerasport.serializers.recurrent;

import org.jspecify.annotations.NullMarked;
