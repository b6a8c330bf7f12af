/**
 * Convolution layers.
 *
 * <p>Graphs must run on TensorFlow's plain CPU kernels: those take images in the layout NHWC only
 * and dilate no depthwise filter, so layouts are transposed and dilation is taken apart here.
 */
@NullMarked
package io.kerasport.serializers.convolution;

import org.jspecify.annotations.NullMarked;
