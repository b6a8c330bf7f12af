package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import java.util.List;

/**
 * The kernel of a locally connected layer in the three forms that Keras 2 stores: a filter for each
 * position; a matrix from the whole input to the whole output, of which only what lies in windows
 * counts; and of that matrix these elements alone, those of one output after the other.
 *
 * @param windows where the filters lie
 * @param filters how many there are at each position
 * @param implementation the form: 1, 2 or 3
 */
record LocalKernel(LocalWindows windows, int filters, int implementation) {
  /** A table of places that is larger would be most of the graph. */
  private static final long MOST_PLACES = 1L << 26;

  Shape shape() {
    return switch (implementation) {
      case 1 -> Shape.of(windows.positions(), windows.elements(), filters);
      case 2 -> matrix();
      default -> Shape.of(Math.multiplyExact((long) filters, Places.of(windows).count()));
    };
  }

  private Shape matrix() {
    long[] positions = new long[windows.axes()];
    for (int axis = 0; axis < positions.length; axis++) {
      positions[axis] = windows.positions(axis);
    }
    Shape in = Shape.of(windows.sizes().stream().mapToLong(Long::longValue).toArray());
    Shape out = Shape.of(positions);
    return windows.format() == DataFormat.CHANNELS_LAST
        ? in.concat(Shape.of(windows.channels())).concat(out).concat(Shape.of(filters))
        : Shape.of(windows.channels()).concat(in).concat(Shape.of(filters)).concat(out);
  }

  /** The filter of each position: (positions, elements of the window, filters). */
  Operand filters(Ops tf, Operand kernel) {
    if (implementation == 1) {
      return kernel;
    }
    long places = Math.multiplyExact((long) windows.positions() * windows.elements(), filters);
    if (places > MOST_PLACES) {
      throw new ConfigException(
          "implementation", "1 for so large an input", Long.valueOf(implementation));
    }
    Operand zero = tf.arrays().fill(tf.ints(1), tf.scalarLike(kernel, 0));
    Operand elements = tf.concat(List.of(tf.arrays().reshape(kernel, -1), zero), 0);
    int[] table = table(Math.toIntExact(kernel.shape().elements()));
    Shape shape = Shape.of(windows.positions(), windows.elements(), filters);
    return tf.arrays().gather(elements, tf.constant(TensorValue.ofInts(shape, table)), 0);
  }

  /**
   * Where in the stored kernel each element of the filters is; behind its end if in the padding.
   */
  private int[] table(int outside) {
    Places places = Places.of(windows);
    int positions = windows.positions();
    int outputs = positions * filters;
    int[] table = new int[positions * windows.elements() * filters];
    int at = 0;
    int before = 0;
    for (int position = 0; position < positions; position++) {
      int inside = places.inside(position);
      int rank = 0;
      for (int element = 0; element < windows.elements(); element++) {
        int input = places.input(position, element);
        for (int filter = 0; filter < filters; filter++) {
          table[at++] =
              input < 0
                  ? outside
                  : implementation == 2
                      ? input * outputs + output(position, filter)
                      : rank + begin(places, before, inside, filter);
        }
        rank += input < 0 ? 0 : 1;
      }
      before += inside;
    }
    return table;
  }

  private int output(int position, int filter) {
    return windows.format() == DataFormat.CHANNELS_LAST
        ? position * filters + filter
        : filter * windows.positions() + position;
  }

  /** Where the elements of one output begin among those of all. */
  private int begin(Places places, int before, int inside, int filter) {
    return windows.format() == DataFormat.CHANNELS_LAST
        ? before * filters + filter * inside
        : filter * Math.toIntExact(places.count()) + before;
  }

  /**
   * Which elements of the input are in the windows.
   *
   * @param windows the windows
   */
  private record Places(LocalWindows windows) {
    static Places of(LocalWindows windows) {
      return new Places(windows);
    }

    /** How many elements of windows are in the input, and not in its padding. */
    long count() {
      long count = windows.channels();
      for (int axis = 0; axis < windows.axes(); axis++) {
        long along = 0;
        for (int position = 0; position < windows.positions(axis); position++) {
          along += inside(axis, position);
        }
        count = Math.multiplyExact(count, along);
      }
      return count;
    }

    /** The same of one window along an axis. */
    private long inside(int axis, int position) {
      long begin = windows.begin(axis, position);
      long end = Math.min(windows.sizes().get(axis), begin + windows.size(axis));
      return end - Math.max(0, begin);
    }

    /** The same of one window. */
    int inside(int position) {
      long count = windows.channels();
      int rest = position;
      for (int axis = windows.axes() - 1; axis >= 0; axis--) {
        count *= inside(axis, rest % windows.positions(axis));
        rest /= windows.positions(axis);
      }
      return Math.toIntExact(count);
    }

    /**
     * The place of an element of a window in the input, counted through; below 0 if it is in the
     * padding.
     *
     * @param element as {@link LocallyConnected} lays out windows: like the input
     */
    int input(int position, int element) {
      boolean last = windows.format() == DataFormat.CHANNELS_LAST;
      int channels = Math.toIntExact(windows.channels());
      int window = windows.elements() / channels;
      int channel = last ? element % channels : element / window;
      int inWindow = last ? element / channels : element % window;
      int place = 0;
      int stride = 1;
      int rest = position;
      for (int axis = windows.axes() - 1; axis >= 0; axis--) {
        int along =
            windows.begin(axis, rest % windows.positions(axis)) + inWindow % windows.size(axis);
        int size = Math.toIntExact(windows.sizes().get(axis));
        if (along < 0 || along >= size) {
          return -1;
        }
        place += along * stride;
        stride *= size;
        rest /= windows.positions(axis);
        inWindow /= windows.size(axis);
      }
      return last ? place * channels + channel : channel * stride + place;
    }
  }
}
