/**
 * Layers of dense products, embeddings and masks, and those that hand on or activate.
 *
 * <p>Takes and gives what {@link io.kerasport.spi.LayerSerializer} says; knows no other family.
 */
@NullMarked
package io.kerasport.serializers.core;

import org.jspecify.annotations.NullMarked;
