/**
 * Layers that merge several tensors into one.
 *
 * <p>They broadcast as Keras does: a tensor of lower rank gets axes behind the batch axis.
 */
@NullMarked
package io.kerasport.serializers.merging;

import org.jspecify.annotations.NullMarked;
