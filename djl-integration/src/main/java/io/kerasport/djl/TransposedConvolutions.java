package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Transposed convolutions over one or two axes, with their channels last. */
final class TransposedConvolutions {
  private TransposedConvolutions() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("deconvolution", ArrayOp.of(TransposedConvolutions::deconvolution));
  }

  /** Weights of shape (channels, filters, …kernel), as PyTorch takes them. */
  private static Value deconvolution(ArrayCall call) {
    Traced x = call.tensor(0);
    Stored weight = call.parameter(1);
    Stored bias = call.optionalParameter(2);
    long[] stride = call.shape(3).getShape();
    long[] padding = call.shape(4).getShape();
    long[] outPadding = call.shape(5).getShape();
    long[] dilation = call.shape(6).getShape();
    Shape shape = weight.shape();
    long channels = x.shape().get(1);
    int axes = x.rank() - 2;
    if (call.integer(7) != 1) {
      throw UntraceableException.noCounterpart("a transposed convolution in groups");
    }
    if (Arrays.stream(dilation).anyMatch(rate -> rate != 1)) {
      throw UntraceableException.noCounterpart("a transposed convolution with dilation");
    }
    if (shape.dimension() != x.rank() || shape.get(0) != channels) {
      throw Parameters.contradiction(weight, "(" + channels + ", filters, " + axes + " sizes)");
    }
    long filters = shape.get(1);
    long[] kernel = shape.slice(2).getShape();
    LayerSpec spec =
        LayerSpec.layer("Conv" + axes + "DTranspose")
            .with("filters", filters)
            .with("kernel_size", Axes.list(kernel))
            .with("strides", Axes.list(stride))
            .with("padding", "valid")
            .with("data_format", "channels_last")
            .with("activation", "linear")
            .with("use_bias", bias != null)
            .weights(
                Parameters.present(
                    Convolutions.kernel(weight, false, channels), Parameters.bias(bias, filters)));
    long[] full = new long[x.rank()];
    long[] cropped = new long[x.rank()];
    full[0] = cropped[0] = x.shape().get(0);
    full[1] = cropped[1] = filters;
    long[] after = new long[axes];
    for (int i = 0; i < axes; i++) {
      // Keras' result has room for whole strides, DJL's ends with the last kernel
      long beyond = Math.max(stride[i] - kernel[i], 0);
      after[i] = padding[i] - outPadding[i] + beyond;
      if (after[i] < 0) {
        throw UntraceableException.noCounterpart(
            "a transposed convolution whose output padding is more than its padding");
      }
      long size = x.shape().get(i + 2);
      full[i + 2] = size == Axes.UNKNOWN ? size : (size - 1) * stride[i] + kernel[i] + beyond;
      cropped[i + 2] = Convolutions.padded(full[i + 2], -padding[i] - after[i]);
    }
    LayerWriter out = call.out();
    Traced whole = out.lastLayer(spec, new Shape(full), x);
    return new Shape(full).equals(new Shape(cropped))
            && Arrays.stream(padding).allMatch(size -> size == 0)
            && Arrays.stream(after).allMatch(size -> size == 0)
        ? whole
        : cropped(out, whole, padding, after, new Shape(cropped));
  }

  private static Traced cropped(
      LayerWriter out, Traced x, long[] before, long[] after, Shape shape) {
    List<Object> pairs = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      pairs.add(Axes.list(before[i], after[i]));
    }
    return out.lastLayer(
        LayerSpec.layer("Cropping" + before.length + "D")
            .with("cropping", before.length == 1 ? pairs.get(0) : pairs)
            .with("data_format", "channels_last"),
        shape,
        x);
  }
}
