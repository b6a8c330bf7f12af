package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolutions over one, two or three axes, with their channels last. */
final class Convolutions {
  private Convolutions() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("convolution", ArrayOp.of(Convolutions::convolution));
  }

  /** Weights of shape (filters, channels / groups, …kernel). */
  private static Value convolution(ArrayCall call) {
    Traced x = call.tensor(0);
    Stored weight = call.parameter(1);
    Stored bias = call.optionalParameter(2);
    long[] stride = call.shape(3).getShape();
    long[] padding = call.shape(4).getShape();
    long[] dilation = call.shape(5).getShape();
    int groups = call.integer(6);
    Shape shape = weight.shape();
    long channels = x.shape().get(1);
    int axes = x.rank() - 2;
    if (shape.dimension() != x.rank() || shape.get(1) * groups != channels) {
      throw Parameters.contradiction(
          weight, "(filters, " + channels + " / " + groups + ", " + axes + " sizes)");
    }
    long filters = shape.get(0);
    long[] kernel = shape.slice(2).getShape();
    boolean same =
        IntStream.range(0, axes)
            .allMatch(i -> stride[i] == 1 && 2 * padding[i] == dilation[i] * (kernel[i] - 1));
    boolean padded = !same && Arrays.stream(padding).anyMatch(size -> size != 0);
    long[] sizes = new long[x.rank()];
    sizes[0] = x.shape().get(0);
    sizes[1] = filters;
    for (int i = 0; i < axes; i++) {
      long size = x.shape().get(i + 2);
      sizes[i + 2] =
          size == Axes.UNKNOWN
              ? size
              : (size + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i] + 1;
    }
    boolean depthwise = axes <= 2 && groups > 1 && groups == channels;
    LayerWriter out = call.out();
    Traced input = padded ? zeroPadded(out, x, padding, padding) : x;
    LayerSpec spec =
        (depthwise
                ? LayerSpec.layer("DepthwiseConv" + axes + "D")
                    .with("kernel_size", Axes.list(kernel))
                    .with("depth_multiplier", filters / channels)
                : LayerSpec.layer("Conv" + axes + "D")
                    .with("filters", filters)
                    .with("kernel_size", Axes.list(kernel))
                    .with("groups", (long) groups))
            .with("strides", Axes.list(stride))
            .with("padding", same ? "same" : "valid")
            .with("data_format", "channels_last")
            .with("dilation_rate", Axes.list(dilation))
            .with("activation", "linear")
            .with("use_bias", bias != null)
            .weights(
                Parameters.present(
                    kernel(weight, depthwise, channels), Parameters.bias(bias, filters)));
    return out.lastLayer(spec, new Shape(sizes), input);
  }

  /** A weight of shape (a, b, …kernel) as one of shape (…kernel, b, a). */
  static Weight kernel(Stored weight, boolean depthwise, long channels) {
    long[] from = weight.shape().getShape();
    int axes = from.length - 2;
    int[] order =
        IntStream.range(0, from.length)
            .map(axis -> axis < axes ? axis + 2 : axis == axes ? 1 : 0)
            .toArray();
    long[] to = Arrays.stream(order).mapToLong(axis -> from[axis]).toArray();
    if (depthwise) {
      to[axes] = channels;
      to[axes + 1] = from[0] / channels;
    }
    return ParameterWeights.permuted("kernel", weight.parameter(), from, order, to);
  }

  static Traced zeroPadded(LayerWriter out, Traced x, long[] before, long[] after) {
    List<Object> pairs = new ArrayList<>();
    long[] sizes = x.shape().getShape().clone();
    for (int i = 0; i < before.length; i++) {
      pairs.add(Axes.list(before[i], after[i]));
      sizes[i + 2] = padded(sizes[i + 2], before[i] + after[i]);
    }
    return out.lastLayer(
        LayerSpec.layer("ZeroPadding" + before.length + "D")
            .with("padding", before.length == 1 ? pairs.get(0) : pairs)
            .with("data_format", "channels_last"),
        new Shape(sizes),
        x);
  }

  static long padded(long size, long padding) {
    return size == Axes.UNKNOWN ? size : size + padding;
  }
}
