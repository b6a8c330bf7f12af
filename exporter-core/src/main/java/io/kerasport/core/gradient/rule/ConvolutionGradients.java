package io.kerasport.core.gradient.rule;

import static java.util.Map.entry;

import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;

/**
 * Convolutions y = x * w. Three ops belong together, each linear in both of its tensors: the
 * convolution, the one that makes x of y and w, and the one that makes w of x and y. The gradients
 * of each are the other two.
 */
final class ConvolutionGradients {
  private ConvolutionGradients() {}

  static Map<String, GradientRule> rules() {
    Convolution conv2d =
        new Convolution(
            "Conv2D",
            "Conv2DBackpropInput",
            "Conv2DBackpropFilter",
            List.of(
                "strides",
                "padding",
                "explicit_paddings",
                "dilations",
                "data_format",
                "use_cudnn_on_gpu"));
    Convolution conv3d =
        new Convolution(
            "Conv3D",
            "Conv3DBackpropInputV2",
            "Conv3DBackpropFilterV2",
            List.of("strides", "padding", "dilations", "data_format"));
    Convolution depthwise =
        new Convolution(
            "DepthwiseConv2dNative",
            "DepthwiseConv2dNativeBackpropInput",
            "DepthwiseConv2dNativeBackpropFilter",
            List.of("strides", "padding", "explicit_paddings", "dilations", "data_format"));
    return Map.ofEntries(
        entry("Conv2D", Conv2DGradient.rule(conv2d)),
        entry("Conv2DBackpropInput", conv2d.ofInputRule()),
        entry("Conv2DBackpropFilter", conv2d.ofFilterRule()),
        entry("Conv3D", conv3d.rule()),
        entry("Conv3DBackpropInputV2", conv3d.ofInputRule()),
        entry("Conv3DBackpropFilterV2", conv3d.ofFilterRule()),
        entry("DepthwiseConv2dNative", depthwise.rule()),
        entry("DepthwiseConv2dNativeBackpropInput", depthwise.ofInputRule()),
        entry("DepthwiseConv2dNativeBackpropFilter", depthwise.ofFilterRule()));
  }
}
