package io.kerasport.purejava.bundle;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The tensor {@code a} of the golden {@code huge}: more than 2 GiB that repeat every 256 bytes. */
final class HugeTensor {
  static final long SIZE = 256L * 9_000_000;

  private static final int PORTION = 256 * 4096;

  private HugeTensor() {}

  static CheckpointEntry.Tensor entry() {
    return Entries.tensor("a", new TensorSpec(DType.UINT8, Shape.of(SIZE)), HugeTensor::writeTo);
  }

  static void writeTo(WritableByteChannel channel) throws IOException {
    ByteBuffer portion = ByteBuffer.allocate(PORTION);
    for (int i = 0; i < PORTION; i++) {
      portion.put((byte) (i * 7 + 3));
    }
    for (long done = 0; done < SIZE; done += portion.limit()) {
      portion.clear().limit((int) Math.min(PORTION, SIZE - done));
      channel.write(portion);
    }
  }

  /** Counts the bytes that differ from those of the tensor, and all bytes. */
  static final class Comparison implements WritableByteChannel {
    private long received;
    private long differences;

    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        if (bytes.get() != (byte) (received * 7 + 3)) {
          differences++;
        }
        received++;
      }
      return length;
    }

    long received() {
      return received;
    }

    long differences() {
      return differences;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
