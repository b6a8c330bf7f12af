package io.kerasport.core.inspect;

import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Compares the values of two tensors while both are streamed: one on a thread of its own, in step
 * with the other. Bits are compared, so that equal NaN are equal.
 */
final class TensorStreams {
  private TensorStreams() {}

  /**
   * Compares two tensors of one spec.
   *
   * @param here gets one difference that says how many elements differ, where the first one is, and
   *     by how much they differ at most
   */
  static void compare(TensorSpec spec, WeightData left, WeightData right, Differences here) {
    ElementDifferences elements = new ElementDifferences(spec);
    try (HandOver leftBytes = HandOver.start(left)) {
      right.writeTo(
          new Sink() {
            @Override
            void take(ByteBuffer rightBytes) throws IOException {
              while (rightBytes.hasRemaining()) {
                ByteBuffer leftPart = leftBytes.next();
                int size = Math.min(leftPart.remaining(), rightBytes.remaining());
                if (size == 0) {
                  throw new IOException("the left tensor ended early");
                }
                elements.add(slice(leftPart, size), slice(rightBytes, size));
              }
            }
          });
      if (leftBytes.next().hasRemaining()) {
        throw new IOException("the right tensor ended early");
      }
    } catch (IOException e) {
      throw new CheckpointFormatException(
          "A tensor cannot be read", String.valueOf(e.getMessage()), "", e);
    }
    elements.report(here);
  }

  private static ByteBuffer slice(ByteBuffer buffer, int size) {
    ByteBuffer part = buffer.slice(buffer.position(), size);
    buffer.position(buffer.position() + size);
    return part;
  }

  /** A channel that passes on what is written. */
  abstract static class Sink implements WritableByteChannel {
    abstract void take(ByteBuffer bytes) throws IOException;

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int size = bytes.remaining();
      take(bytes);
      return size;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
