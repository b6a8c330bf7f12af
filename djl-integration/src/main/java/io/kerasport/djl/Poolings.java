package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.CallArgument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pooling, with DJL's padding and its rounding of sizes. */
final class Poolings {
  /** Stands for minus infinity, which JSON has no way to write. */
  private static final double LOWEST = -3.4028234663852886e38;

  private Poolings() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("maxPool", ArrayOp.of(Poolings::maxPool));
    ops.put("avgPool", ArrayOp.of(Poolings::avgPool));
    ops.put("lpPool", ArrayOp.of(Poolings::lpPool));
    ops.put("globalMaxPool", ArrayOp.of(call -> global(call, "GlobalMaxPooling")));
    ops.put("globalAvgPool", ArrayOp.of(call -> global(call, "GlobalAveragePooling")));
  }

  /** Of shape (batch, channels). */
  private static Value global(ArrayCall call, String name) {
    Traced x = call.x();
    LayerWriter out = call.out();
    LayerSpec layer =
        LayerSpec.layer(name + (x.rank() - 2) + "D")
            .with("data_format", "channels_last")
            .with("keepdims", false);
    return out.add(layer, x.shape().slice(0, 2), x.type(), false, out.channelsLast(x));
  }

  private static Value maxPool(ArrayCall call) {
    Traced x = call.x();
    Window window = Window.of(call, x, 0, call.shape(2), call.flag(3));
    if (window.isSame()) {
      return pooled(call.out(), "MaxPooling", x, window, "same");
    }
    return pooled(call.out(), "MaxPooling", padded(call.out(), x, window, LOWEST), window, "valid");
  }

  private static Value avgPool(ArrayCall call) {
    Traced x = call.x();
    LayerWriter out = call.out();
    Window window = Window.of(call, x, 0, call.shape(2), call.flag(3));
    if (window.isWhole()) {
      return pooled(out, "AveragePooling", x, window, "valid");
    }
    if (!call.flag(4)) {
      throw UntraceableException.noCounterpart(
          "a mean without its padding (countIncludePad is false), which DJL's PyTorch engine counts"
              + " all the same,");
    }
    return Arrays.equals(window.before(), window.after())
        ? pooled(
            out,
            "AveragePooling",
            Convolutions.zeroPadded(out, x, window.before(), window.after()),
            window,
            "valid")
        : quotient(out, x, window);
  }

  /**
   * The mean of what counts in each window, which is the image and its padding: the mean with zeros
   * for the rest, divided by the share that counts.
   */
  private static Value quotient(LayerWriter out, Traced x, Window window) {
    Traced ones =
        out.operation(
            LayerSpec.operation("numpy", "OnesLike").with("dtype", Types.of(x.type()).kerasName()),
            x.shape(),
            x.type(),
            true,
            out.channelsLast(x));
    Traced counted = padded(out, ones, window.before(), window.before(), 1);
    Traced mean = pooled(out, "AveragePooling", padded(out, x, window, 0), window, "valid");
    Traced share =
        pooled(
            out, "AveragePooling", padded(out, counted, window.afterPadding(), 0), window, "valid");
    return Arithmetic.ofTensors(out, "Divide", mean, share, x.type());
  }

  /** {@code (Σ xᵖ) ^ (1/p)}. */
  private static Value lpPool(ArrayCall call) {
    Traced x = call.x();
    LayerWriter out = call.out();
    double p = call.number(0);
    Window window = Window.of(call, x, 1, call.shape(3), call.flag(4));
    if (!window.isWhole()) {
      throw UntraceableException.noCounterpart("`lpPool` with padding or sizes rounded up");
    }
    double elements = Arrays.stream(window.size()).reduce(1, Math::multiplyExact);
    Traced powers = Arithmetic.withNumber(out, "Power", x, p);
    Traced mean = pooled(out, "AveragePooling", powers, window, "valid");
    Traced sum = Arithmetic.withNumber(out, "Multiply", mean, elements);
    return Arithmetic.withNumber(out, "Power", sum, 1 / p);
  }

  private static Traced pooled(
      LayerWriter out, String name, Traced x, Window window, String padding) {
    return out.lastLayer(
        LayerSpec.layer(name + window.size().length + "D")
            .with("pool_size", Axes.list(window.size()))
            .with("strides", Axes.list(window.stride()))
            .with("padding", padding)
            .with("data_format", "channels_last"),
        window.output(),
        x);
  }

  private static Traced padded(LayerWriter out, Traced x, Window window, double number) {
    return window.isWhole() ? x : padded(out, x, window.before(), window.after(), number);
  }

  private static Traced padded(
      LayerWriter out, Traced x, long[] before, long[] after, double number) {
    List<Object> widths = Axes.list();
    widths.add(Axes.list(0, 0));
    long[] sizes = x.shape().getShape().clone();
    for (int i = 0; i < before.length; i++) {
      widths.add(Axes.list(before[i], after[i]));
      sizes[i + 2] = Convolutions.padded(sizes[i + 2], before[i] + after[i]);
    }
    widths.add(Axes.list(0, 0));
    return out.call(
        LayerSpec.operation("numpy", "Pad").with("pad_width", widths).with("mode", "constant"),
        new Shape(sizes),
        x.type(),
        true,
        LayerWriter.arguments(out.channelsLast(x)),
        Map.of("constant_values", new CallArgument.Constant(number)));
  }
}
