/**
 * Pooling layers.
 *
 * <p>Windows are TensorFlow's own ops over images in the layout NHWC; other layouts are transposed
 * around them.
 */
@NullMarked
package io.kerasport.serializers.pooling;

import org.jspecify.annotations.NullMarked;
