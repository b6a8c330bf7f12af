package io.kerasport.core.inspect;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Counts the elements in which two tensors differ, and remembers the first one. */
final class ElementDifferences {
  private final TensorSpec spec;
  private final int width;
  private final ByteBuffer left;
  private final ByteBuffer right;
  private long index;
  private long count;
  private long firstIndex;
  private String firstLeft = "";
  private String firstRight = "";
  private double largest;

  ElementDifferences(TensorSpec spec) {
    this.spec = spec;
    this.width = spec.dtype().byteSize();
    this.left = ByteBuffer.allocate(width);
    this.right = ByteBuffer.allocate(width);
  }

  /** Takes the next bytes of both tensors, equally many. */
  void add(ByteBuffer leftBytes, ByteBuffer rightBytes) {
    while (leftBytes.hasRemaining()) {
      if (left.position() == 0) {
        skipEqual(leftBytes, rightBytes);
      }
      while (leftBytes.hasRemaining() && left.hasRemaining()) {
        left.put(leftBytes.get());
        right.put(rightBytes.get());
      }
      if (!left.hasRemaining()) {
        element(left.flip(), right.flip());
        left.clear();
        right.clear();
      }
    }
  }

  private void skipEqual(ByteBuffer leftBytes, ByteBuffer rightBytes) {
    int mismatch = leftBytes.mismatch(rightBytes);
    int equal = (mismatch < 0 ? leftBytes.remaining() : mismatch) / width;
    index += equal;
    leftBytes.position(leftBytes.position() + equal * width);
    rightBytes.position(rightBytes.position() + equal * width);
  }

  private void element(ByteBuffer leftElement, ByteBuffer rightElement) {
    if (!leftElement.equals(rightElement)) {
      if (count == 0) {
        firstIndex = index;
        firstLeft = Elements.of(spec.dtype().number(), leftElement);
        firstRight = Elements.of(spec.dtype().number(), rightElement);
      }
      count++;
      if (spec.dtype().isFloating()) {
        DType dtype = spec.dtype();
        double distance =
            Math.abs(Elements.number(dtype, leftElement) - Elements.number(dtype, rightElement));
        largest = Math.max(largest, distance);
      }
    }
    index++;
  }

  void report(Differences here) {
    if (count == 0) {
      return;
    }
    String most = spec.dtype().isFloating() ? ", largest difference " + (float) largest : "";
    here.at(
            count
                + " of "
                + spec.shape().elements()
                + " elements"
                + most
                + ", first at "
                + Arrays.toString(position(firstIndex)))
        .add(firstLeft, firstRight);
  }

  private long[] position(long element) {
    Shape shape = spec.shape();
    long[] position = new long[shape.rank()];
    long rest = element;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return position;
  }
}
