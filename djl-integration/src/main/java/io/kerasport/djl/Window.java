package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Traced;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Where the windows of a pooling are. */
final class Window {
  private final long[] size;
  private final long[] stride;
  private final long[] before;
  private final long[] after;
  private final Shape output;

  private Window(long[] size, long[] stride, long[] before, long[] after, Shape output) {
    this.size = size;
    this.stride = stride;
    this.before = before;
    this.after = after;
    this.output = output;
  }

  /** The size of one window. */
  long[] size() {
    return size;
  }

  /** The way from one window to the next. */
  long[] stride() {
    return stride;
  }

  /** The padding in front of each axis. */
  long[] before() {
    return before;
  }

  /** What is missing behind each axis so that the last window is full. */
  long[] after() {
    return after;
  }

  /** The shape of what comes out. */
  Shape output() {
    return output;
  }

  /**
   * The windows of a call.
   *
   * @param first which argument is the window's size; its stride follows
   * @param ceil whether a window that is not full counts
   */
  static Window of(ArrayCall call, Traced x, int first, Shape padding, boolean ceil) {
    long[] size = call.shape(first).getShape();
    long[] stride = call.has(first + 1) ? call.shape(first + 1).getShape() : size;
    long[] before = padding.getShape();
    long[] after = before.clone();
    long[] output = x.shape().getShape().clone();
    for (int i = 0; i < size.length; i++) {
      long length = x.shape().get(i + 2);
      if (length == Axes.UNKNOWN) {
        if (ceil) {
          throw UntraceableException.noCounterpart(
              "a pooling of unknown size whose sizes are rounded up");
        }
        continue;
      }
      long span = length + 2 * before[i] - size[i];
      long count = span / stride[i] + 1;
      // a window may hang over the end if it begins before it
      if (ceil && span % stride[i] != 0 && count * stride[i] < length + before[i]) {
        count++;
      }
      output[i + 2] = count;
      after[i] = Math.max(0, (count - 1) * stride[i] + size[i] - length - before[i]);
      if (!ceil) {
        after[i] = before[i];
      }
    }
    return new Window(size, stride, before, after, new Shape(output));
  }

  /** Whether no window reaches beyond the image. */
  boolean isWhole() {
    return sum(before) == 0 && sum(after) == 0;
  }

  /** Whether the padding is what TensorFlow adds by itself. */
  boolean isSame() {
    return IntStream.range(0, size.length)
        .allMatch(i -> stride[i] == 1 && 2 * before[i] == size[i] - 1 && after[i] == before[i]);
  }

  /** What is still missing once the padding is there on both sides. */
  Window afterPadding() {
    long[] rest = IntStream.range(0, size.length).mapToLong(i -> after[i] - before[i]).toArray();
    return new Window(size, stride, new long[size.length], rest, output);
  }

  private static long sum(long[] values) {
    return Arrays.stream(values).sum();
  }
}
