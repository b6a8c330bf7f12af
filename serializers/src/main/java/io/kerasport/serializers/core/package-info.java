/**
 * Dense and Activation: the layers every model has.
 *
 * <p>Takes and gives what {@link io.kerasport.spi.LayerSerializer} says; knows no other family.
 */
@NullMarked
package io.kerasport.serializers.core;

import org.jspecify.annotations.NullMarked;
