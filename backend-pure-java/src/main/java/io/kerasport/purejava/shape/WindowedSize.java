package io.kerasport.purejava.shape;

/**
 * The size of a windowed output along one axis.
 *
 * <p>Follows {@code GetWindowedOutputSizeFromDimsV2} of TensorFlow's {@code common_shape_fns.cc}.
 *
 * @param filter size of the window, possibly unknown
 * @param stride step between windows
 * @param dilation distance between the elements of a window
 */
record WindowedSize(long filter, long stride, long dilation) {
  /**
   * The output size.
   *
   * @param input input size, possibly unknown
   * @param padding how the input is padded
   * @param axis the axis in the input, for explicit paddings
   */
  long output(long input, Padding padding, int axis) {
    if (stride <= 0) {
      throw new ShapeException("a stride should be at least 1, found " + stride);
    }
    if (dilation < 1) {
      throw new ShapeException("a dilation should be at least 1, found " + dilation);
    }
    if (padding.isSame()) {
      return Dims.divide(Dims.add(input, stride - 1), stride);
    }
    long padded = Dims.add(input, padding.total(axis));
    long window =
        dilation == 1 ? filter : Dims.add(Dims.multiply(Dims.subtract(filter, 1), dilation), 1);
    long steps = Dims.subtract(padded, window);
    return Dims.divide(Dims.add(steps, stride), stride);
  }
}
