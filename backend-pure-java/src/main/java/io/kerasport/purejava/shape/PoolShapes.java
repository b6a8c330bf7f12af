package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.List;

/** Pooling and its gradients. */
final class PoolShapes {
  private PoolShapes() {}

  static void avgPool(InferenceContext c) {
    pool(c, 2, false);
  }

  /** Max pooling may also pool across channels. */
  static void maxPool(InferenceContext c) {
    pool(c, 2, true);
  }

  static void pool3D(InferenceContext c) {
    pool(c, 3, false);
  }

  private static void pool(InferenceContext c, int spatial, boolean acrossChannels) {
    TensorFormat format = TensorFormat.of(c, spatial);
    Shape input = Shapes.withRank(c.input(0), format.rank());
    List<Long> strides = ConvShapes.perAxis(c.attrs(), "strides", format);
    List<Long> windows = ConvShapes.perAxis(c.attrs(), "ksize", format);
    Padding padding = Padding.of(c.attrs(), format);
    long[] sizes = new long[spatial];
    for (int i = 0; i < spatial; i++) {
      sizes[i] = size(input, format.spatialAxis(i), windows, strides, padding);
    }
    long channels =
        acrossChannels
            ? size(input, format.channelAxis(), windows, strides, padding)
            : input.dim(format.channelAxis());
    c.output(0, format.shape(input.dim(0), sizes, channels));
  }

  private static long size(
      Shape input, int axis, List<Long> windows, List<Long> strides, Padding padding) {
    return new WindowedSize(windows.get(axis), strides.get(axis), 1)
        .output(input.dim(axis), padding, axis);
  }
}
