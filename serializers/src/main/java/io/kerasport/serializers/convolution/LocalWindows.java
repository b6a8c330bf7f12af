package io.kerasport.serializers.convolution;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the windows of a locally connected layer lie in its input, position after position. With
 * padding they reach over the border; half of a window lies before its position then.
 *
 * @param window size, strides and padding
 * @param format where the channels are
 * @param sizes the input's size along each spatial axis
 * @param channels the channels of the input
 */
record LocalWindows(Window window, DataFormat format, List<Long> sizes, long channels) {
  /**
   * The windows of a layer.
   *
   * @throws ConfigException if a window without padding is larger than the input
   */
  static LocalWindows of(LayerDescription layer, Shape input, int axes) {
    Config config = layer.config();
    DataFormat format = DataFormat.of(config);
    Window window = Window.of(config, axes);
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      long size = Sizes.known(layer, input, format.firstSpatialAxis() + axis);
      if (window.padding() == Padding.VALID && window.size().get(axis) > size) {
        throw new ConfigException(
            "kernel_size", "at most the input's size " + size, config.get("kernel_size"));
      }
      sizes.add(size);
    }
    return new LocalWindows(window, format, sizes, Sizes.known(layer, input, format.channelAxis()));
  }

  int axes() {
    return window.axes();
  }

  /** How many windows there are along an axis. */
  int positions(int axis) {
    long free = sizes.get(axis) - (isPadded() ? 1 : window.size().get(axis));
    return Math.toIntExact(free / window.strides().get(axis) + 1);
  }

  /** How many windows there are. */
  int positions() {
    int all = 1;
    for (int axis = 0; axis < axes(); axis++) {
      all = Math.multiplyExact(all, positions(axis));
    }
    return all;
  }

  private boolean isPadded() {
    return window.padding() == Padding.SAME;
  }

  int size(int axis) {
    return Math.toIntExact(window.size().get(axis));
  }

  /** The elements of a window, channels included. */
  int elements() {
    int all = Math.toIntExact(channels);
    for (int axis = 0; axis < axes(); axis++) {
      all = Math.multiplyExact(all, size(axis));
    }
    return all;
  }

  /** Where a window begins along an axis; below 0 if in the padding. */
  int begin(int axis, int position) {
    return position * window.stride(axis) - before(axis);
  }

  /** How many zeros go before the input along an axis. */
  int before(int axis) {
    return isPadded() ? size(axis) / 2 : 0;
  }

  /** How many zeros go behind it. */
  int behind(int axis) {
    int end = begin(axis, positions(axis) - 1) + size(axis);
    return Math.max(0, Math.toIntExact(end - sizes.get(axis)));
  }
}
