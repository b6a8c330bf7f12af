package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.graph.Attr;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.Stream;

/** Convolutions, pooling, normalization and resampling. */
final class WindowRows {
  private WindowRows() {}

  static Stream<GradientCase> rows() {
    return Stream.of(conv2d(), otherConvolutions(), pools(), normalizations(), images())
        .flatMap(rows -> rows);
  }

  private static Stream<GradientCase> conv2d() {
    return Stream.of(
        conv("Conv2D").x(2, 5, 4, 2).x(3, 2, 2, 3),
        conv("Conv2D").note("SAME").x(2, 5, 4, 2).x(3, 2, 2, 3).attr("padding", "SAME"),
        conv("Conv2D")
            .note("strides")
            .x(2, 6, 5, 2)
            .x(3, 2, 2, 3)
            .attr("padding", "SAME")
            .attrs("strides", 1, 2, 2, 1),
        conv("Conv2D")
            .note("EXPLICIT")
            .wrongInTensorFlow()
            .x(2, 4, 4, 2)
            .x(3, 2, 2, 3)
            .attr("padding", "EXPLICIT")
            .attrs("explicit_paddings", 0, 0, 1, 2, 0, 1, 0, 0),
        conv("Conv2D")
            .note("dilations")
            .wrongInTensorFlow()
            .x(1, 7, 6, 2)
            .x(2, 2, 2, 3)
            .attrs("dilations", 1, 2, 3, 1),
        conv("Conv2D")
            .note("dilations SAME")
            .wrongInTensorFlow()
            .x(1, 7, 6, 2)
            .x(3, 2, 2, 3)
            .attr("padding", "SAME")
            .attrs("dilations", 1, 2, 3, 1),
        conv("Conv2D")
            .note("dilations EXPLICIT")
            .wrongInTensorFlow()
            .x(1, 5, 6, 2)
            .x(3, 2, 2, 3)
            .attr("padding", "EXPLICIT")
            .attrs("explicit_paddings", 0, 0, 1, 2, 0, 1, 0, 0)
            .attrs("dilations", 1, 2, 3, 1),
        conv("Conv2D")
            .note("groups and dilations")
            .wrongInTensorFlow()
            .x(1, 5, 5, 4)
            .x(3, 2, 2, 4)
            .attr("padding", "SAME")
            .attrs("dilations", 1, 2, 2, 1)
            .knowing(Knowledge.SHAPE),
        conv("Conv2D")
            .note("groups")
            .wrongInTensorFlow()
            .x(2, 4, 4, 4)
            .x(3, 2, 2, 6)
            .knowing(Knowledge.SHAPE));
  }

  private static Stream<GradientCase> otherConvolutions() {
    return Stream.of(
        conv("Conv2DBackpropInput").ints(2, 5, 4, 2).x(3, 2, 2, 3).x(2, 3, 3, 3),
        conv("Conv2DBackpropInput")
            .note("strides SAME")
            .ints(2, 6, 4, 2)
            .x(3, 2, 2, 3)
            .x(2, 3, 2, 3)
            .attrs("strides", 1, 2, 2, 1)
            .attr("padding", "SAME"),
        conv("Conv2DBackpropFilter").x(2, 5, 4, 2).ints(3, 2, 2, 3).x(2, 3, 3, 3),
        conv3d("Conv3D").x(1, 3, 4, 3, 2).x(2, 2, 2, 2, 3),
        conv3d("Conv3D")
            .note("strides SAME")
            .x(1, 3, 4, 3, 2)
            .x(2, 2, 2, 2, 3)
            .attrs("strides", 1, 2, 2, 2, 1)
            .attr("padding", "SAME"),
        conv3d("Conv3DBackpropInputV2").ints(1, 3, 4, 3, 2).x(2, 2, 2, 2, 3).x(1, 2, 3, 2, 3),
        conv3d("Conv3DBackpropFilterV2").x(1, 3, 4, 3, 2).ints(2, 2, 2, 2, 3).x(1, 2, 3, 2, 3),
        conv("DepthwiseConv2dNative").x(2, 5, 4, 2).x(3, 2, 2, 2),
        conv("DepthwiseConv2dNative")
            .note("strides SAME")
            .x(2, 5, 4, 2)
            .x(3, 2, 2, 2)
            .attrs("strides", 1, 2, 2, 1)
            .attr("padding", "SAME"),
        conv("DepthwiseConv2dNativeBackpropInput").ints(2, 5, 4, 2).x(3, 2, 2, 2).x(2, 3, 3, 4),
        conv("DepthwiseConv2dNativeBackpropFilter").x(2, 5, 4, 2).ints(3, 2, 2, 2).x(2, 3, 3, 4));
  }

  private static GradientCase conv(String type) {
    return op(type).attrs("strides", 1, 1, 1, 1).attr("padding", "VALID");
  }

  private static GradientCase conv3d(String type) {
    return op(type).attrs("strides", 1, 1, 1, 1, 1).attr("padding", "VALID");
  }

  private static Stream<GradientCase> pools() {
    return Stream.of("MaxPool", "AvgPool")
        .flatMap(
            type ->
                Stream.of(
                    op(type)
                        .distinct(1, 4, 4, 2)
                        .attrs("ksize", 1, 2, 2, 1)
                        .attrs("strides", 1, 2, 2, 1)
                        .attr("padding", "VALID"),
                    op(type)
                        .note("overlapping SAME")
                        .distinct(1, 4, 3, 2)
                        .attrs("ksize", 1, 3, 2, 1)
                        .attrs("strides", 1, 2, 1, 1)
                        .attr("padding", "SAME"),
                    op(type + "3D")
                        .types(DType.FLOAT)
                        .distinct(1, 2, 4, 3, 1)
                        .attrs("ksize", 1, 2, 2, 2, 1)
                        .attrs("strides", 1, 1, 2, 1, 1)
                        .attr("padding", "VALID")));
  }

  private static Stream<GradientCase> normalizations() {
    return Stream.of(
        training("of the batch")
            .x(2, 2, 3, 2)
            .inFloat(2)
            .inFloat(2)
            .fed(DType.FLOAT, Shape.of(0))
            .fed(DType.FLOAT, Shape.of(0)),
        training("of the batch, NCHW")
            .x(2, 2, 2, 3)
            .inFloat(2)
            .inFloat(2)
            .fed(DType.FLOAT, Shape.of(0))
            .fed(DType.FLOAT, Shape.of(0))
            .attr("data_format", "NCHW")
            .types(DType.FLOAT),
        training("of the batch, NDHWC")
            .x(2, 2, 2, 1, 2)
            .inFloat(2)
            .inFloat(2)
            .fed(DType.FLOAT, Shape.of(0))
            .fed(DType.FLOAT, Shape.of(0))
            .attr("data_format", "NDHWC"),
        given("given")
            .x(2, 2, 3, 2)
            .inFloat(2)
            .inFloat(2)
            .fed(DType.FLOAT, Shape.of(2), 0.2, -0.3)
            .fed(DType.FLOAT, Shape.of(2), 0.8, 1.7),
        given("given, NCHW")
            .x(2, 2, 2, 3)
            .inFloat(2)
            .inFloat(2)
            .fed(DType.FLOAT, Shape.of(2), 0.2, -0.3)
            .fed(DType.FLOAT, Shape.of(2), 0.8, 1.7)
            .attr("data_format", "NCHW")
            .types(DType.FLOAT),
        op("LRN").wrongInTensorFlow().x(1, 2, 2, 6).attr("depth_radius", 2).types(DType.FLOAT));
  }

  private static GradientCase training(String note) {
    return op("FusedBatchNormV3")
        .note(note)
        .attr("epsilon", Attr.of(0.01f))
        .outputs(0)
        .types(DType.FLOAT, DType.HALF, DType.BFLOAT16);
  }

  private static GradientCase given(String note) {
    return training(note).attr("is_training", false);
  }

  private static Stream<GradientCase> images() {
    return Stream.of(
        op("ResizeBilinear").x(1, 3, 4, 2).ints(5, 6).attr("half_pixel_centers", true).coarse(),
        op("ResizeBilinear")
            .note("corners")
            .x(1, 3, 4, 2)
            .ints(5, 6)
            .attr("align_corners", true)
            .coarse(),
        op("ResizeBilinear").note("smaller").x(1, 5, 4, 2).ints(3, 2).coarse(),
        op("ResizeNearestNeighbor").x(1, 3, 4, 2).ints(5, 6).attr("half_pixel_centers", true),
        op("ResizeBicubic").x(1, 3, 4, 2).ints(5, 6).attr("half_pixel_centers", true).coarse(),
        op("ScaleAndTranslate")
            .wrongInTensorFlow()
            .x(1, 3, 4, 2)
            .ints(5, 6)
            .fed(DType.FLOAT, Shape.of(2), 1.5, 1.5)
            .fed(DType.FLOAT, Shape.of(2), 0.25, -0.5)
            .attr("kernel_type", "triangle")
            .coarse(),
        op("ImageProjectiveTransformV3")
            .x(1, 3, 4, 2)
            .fed(DType.FLOAT, Shape.of(1, 8), 1, 0, 1, 0, 1, -1, 0, 0)
            .ints(3, 4)
            .fed(DType.FLOAT, Shape.scalar(), 0.5)
            .attr("interpolation", "BILINEAR")
            .attr("fill_mode", "CONSTANT")
            .coarse());
  }
}
