package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Convolutions, pooling, resizing and the moves between space, depth and batch. */
final class ConvSweep {
  private ConvSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put("Conv2D", v -> conv(v, "Conv2D", 2));
    sweeps.put("Conv3D", v -> conv(v, "Conv3D", 3));
    sweeps.put("DepthwiseConv2dNative", v -> conv(v, "DepthwiseConv2dNative", 2));
    sweeps.put("Conv2DBackpropInput", v -> convBackpropInput(v, "Conv2DBackpropInput", 2));
    sweeps.put("Conv3DBackpropInputV2", v -> convBackpropInput(v, "Conv3DBackpropInputV2", 3));
    sweeps.put(
        "DepthwiseConv2dNativeBackpropInput",
        v -> convBackpropInput(v, "DepthwiseConv2dNativeBackpropInput", 2));
    sweeps.put("Conv2DBackpropFilter", v -> convBackpropFilter(v, "Conv2DBackpropFilter", 2));
    sweeps.put("Conv3DBackpropFilterV2", v -> convBackpropFilter(v, "Conv3DBackpropFilterV2", 3));
    sweeps.put(
        "DepthwiseConv2dNativeBackpropFilter",
        v -> convBackpropFilter(v, "DepthwiseConv2dNativeBackpropFilter", 2));
    sweeps.put("MaxPool", v -> pool(v, "MaxPool", 2));
    sweeps.put("AvgPool", v -> pool(v, "AvgPool", 2));
    sweeps.put("MaxPool3D", v -> pool(v, "MaxPool3D", 3));
    sweeps.put("AvgPool3D", v -> pool(v, "AvgPool3D", 3));
    sweeps.put("MaxPoolGrad", v -> maxPoolGrad(v, "MaxPoolGrad", 2));
    sweeps.put("MaxPool3DGrad", v -> maxPoolGrad(v, "MaxPool3DGrad", 3));
    sweeps.put("AvgPoolGrad", v -> avgPoolGrad(v, "AvgPoolGrad", 2));
    sweeps.put("AvgPool3DGrad", v -> avgPoolGrad(v, "AvgPool3DGrad", 3));
    for (String type :
        List.of("ResizeBilinear", "ResizeNearestNeighbor", "ResizeBicubic", "ResizeArea")) {
      sweeps.put(type, v -> Row.of(type, v.f(v.dims(4)), v.vector(v.dim(), v.dim())));
    }
    sweeps.put(
        "ResizeNearestNeighborGrad",
        v -> Row.of("ResizeNearestNeighborGrad", v.f(v.dims(4)), v.vector(v.dim(), v.dim())));
    for (String type : List.of("ResizeBilinearGrad", "ResizeBicubicGrad")) {
      sweeps.put(type, v -> Row.of(type, v.f(v.dims(4)), v.f(v.dims(4))));
    }
    sweeps.put(
        "ScaleAndTranslate",
        v ->
            Row.of(
                "ScaleAndTranslate", v.f(v.dims(4)), v.vector(v.dim(), v.dim()), v.f(2), v.f(2)));
    sweeps.put(
        "ImageProjectiveTransformV3",
        v ->
            Row.of(
                    "ImageProjectiveTransformV3",
                    v.f(v.dims(4)),
                    v.f(v.dim(), 8),
                    v.vector(v.dim(), v.dim()),
                    Source.real(1))
                .attr("interpolation", "NEAREST"));
    sweeps.put(
        "ScaleAndTranslateGrad",
        v -> Row.of("ScaleAndTranslateGrad", v.f(v.dims(4)), v.f(v.dims(4)), v.f(2), v.f(2)));
    for (String type : List.of("SpaceToDepth", "DepthToSpace")) {
      sweeps.put(type, v -> spaceDepth(v, type));
    }
    for (String type : List.of("SpaceToBatchND", "BatchToSpaceND")) {
      sweeps.put(type, v -> spaceBatch(v, type));
    }
  }

  private static long[] imageDims(Vary v, int spatial, boolean channelsFirst, long channels) {
    long[] dims = new long[spatial + 2];
    Arrays.setAll(dims, i -> v.chance(0.05) ? v.dim() : v.between(4, 12));
    dims[channelsFirst ? 1 : spatial + 1] = channels;
    return dims;
  }

  private static Row conv(Vary v, String type, int spatial) {
    boolean channelsFirst = v.flip();
    long depth = v.oneOf(1, 2, 3, 4, 6);
    long groups = v.chance(0.3) ? v.oneOf(1, 2, 3) : 1;
    long[] filter = new long[spatial + 2];
    Arrays.setAll(filter, i -> v.between(1, 4));
    filter[spatial] = depth % groups == 0 ? depth / groups : depth;
    filter[spatial + 1] = v.chance(0.9) ? groups * v.between(1, 3) : v.dim();
    if (type.startsWith("Depthwise")) {
      filter[spatial] = depth;
    }
    Row row = Row.of(type, v.f(imageDims(v, spatial, channelsFirst, depth)), v.f(filter));
    return windowAttrs(v, row, spatial, channelsFirst, true);
  }

  /** Strides, dilations, padding and data format, mostly valid. */
  private static Row windowAttrs(
      Vary v, Row row, int spatial, boolean channelsFirst, boolean dilates) {
    String padding =
        spatial == 2 && !row.type().startsWith("Avg")
            ? v.oneOf("SAME", "VALID", "EXPLICIT")
            : v.oneOf("SAME", "VALID");
    row.attr("padding", padding)
        .attr("data_format", format(spatial, channelsFirst))
        .attr("strides", perAxis(v, spatial, channelsFirst, 3));
    if (dilates) {
      row.attr("dilations", perAxis(v, spatial, channelsFirst, v.flip() ? 1 : 3));
    }
    if (padding.equals("EXPLICIT") || (spatial == 2 && v.chance(0.02) && dilates)) {
      long[] amounts = new long[2 * (spatial + 2)];
      for (int axis = 0; axis < spatial + 2; axis++) {
        boolean padded = axis != 0 && axis != (channelsFirst ? 1 : spatial + 1);
        if (padded || v.chance(0.02)) {
          amounts[2 * axis] = v.between(v.chance(0.02) ? -1 : 0, 3);
          amounts[2 * axis + 1] = v.between(0, 3);
        }
      }
      row.attr(
          "explicit_paddings",
          Attr.ints(v.chance(0.03) ? Arrays.copyOf(amounts, amounts.length - 1) : amounts));
    }
    return row;
  }

  private static Attr perAxis(Vary v, int spatial, boolean channelsFirst, int highest) {
    long[] values = new long[spatial + 2];
    Arrays.fill(values, 1);
    for (int i = 0; i < spatial; i++) {
      values[channelsFirst ? i + 2 : i + 1] = v.between(v.chance(0.03) ? 0 : 1, highest);
    }
    return Attr.ints(v.chance(0.02) ? Arrays.copyOf(values, spatial + 1) : values);
  }

  private static String format(int spatial, boolean channelsFirst) {
    return spatial == 3 ? (channelsFirst ? "NCDHW" : "NDHWC") : channelsFirst ? "NCHW" : "NHWC";
  }

  private static Row convBackpropInput(Vary v, String type, int spatial) {
    boolean channelsFirst = v.flip();
    long[] dims = imageDims(v, spatial, channelsFirst, 3);
    Row row =
        Row.of(
            type,
            v.chance(0.1) ? v.vector(v.dim(), v.dim()) : v.vector(dims),
            v.f(v.dims(spatial + 2)),
            v.f(dims));
    return windowAttrs(v, row, spatial, channelsFirst, true);
  }

  private static Row convBackpropFilter(Vary v, String type, int spatial) {
    boolean channelsFirst = v.flip();
    long[] dims = imageDims(v, spatial, channelsFirst, 3);
    Row row = Row.of(type, v.f(dims), v.vector(v.dims(spatial + 2)), v.f(dims));
    return windowAttrs(v, row, spatial, channelsFirst, true);
  }

  private static Row pool(Vary v, String type, int spatial) {
    boolean channelsFirst = v.flip();
    Row row = Row.of(type, v.f(imageDims(v, spatial, channelsFirst, v.between(1, 4))));
    row.attr("ksize", perAxis(v, spatial, channelsFirst, 4));
    return windowAttrs(v, row, spatial, channelsFirst, false);
  }

  private static Row maxPoolGrad(Vary v, String type, int spatial) {
    long[] dims = imageDims(v, spatial, false, 3);
    Row row = Row.of(type, v.f(dims), v.f(dims), v.f(dims));
    row.attr("ksize", perAxis(v, spatial, false, 3));
    return windowAttrs(v, row, spatial, false, false);
  }

  private static Row avgPoolGrad(Vary v, String type, int spatial) {
    long[] dims = imageDims(v, spatial, false, 3);
    Row row = Row.of(type, v.vector(dims), v.f(dims));
    row.attr("ksize", perAxis(v, spatial, false, 3));
    return windowAttrs(v, row, spatial, false, false);
  }

  private static Row spaceDepth(Vary v, String type) {
    boolean channelsFirst = v.flip();
    int block = v.between(2, 3);
    long[] dims = new long[4];
    Arrays.setAll(dims, i -> v.dim() * (v.chance(0.9) ? block * block : 1));
    return Row.of(type, v.f(dims))
        .attr("block_size", block)
        .attr("data_format", format(2, channelsFirst));
  }

  private static Row spaceBatch(Vary v, String type) {
    int axes = v.between(v.chance(0.1) ? 0 : 1, 2);
    boolean toBatch = type.startsWith("Space");
    long[] blocks = new long[axes];
    Arrays.setAll(blocks, i -> v.between(v.chance(0.03) ? 0 : 1, 3));
    int[] margins = new int[2 * axes];
    Arrays.setAll(margins, i -> v.between(v.chance(0.02) ? -1 : 0, 2));
    long[] dims = v.dims(v.between(axes + 1, axes + 2));
    for (int i = 0; i < axes; i++) {
      if (toBatch && v.chance(0.9)) {
        dims[i + 1] = blocks[i] * (v.dim() + 3) - margins[2 * i] - margins[2 * i + 1];
        dims[i + 1] = Math.max(0, dims[i + 1]);
      } else if (v.chance(0.9)) {
        dims[0] *= blocks[i];
        dims[i + 1] += 4;
      }
    }
    return Row.of(type, v.f(dims), v.vector(blocks), v.pairs(margins));
  }
}
