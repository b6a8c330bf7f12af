package io.kerasport.core.weights;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Weights whose values are known without a source. */
public final class ConstantWeights {
  private static final int CHUNK_BYTES = 1 << 16;

  private ConstantWeights() {}

  /** A weight with a small value that is held in memory. */
  public static Weight of(String name, TensorValue value) {
    return new Weight(
        name, value.spec(), channel -> writeFully(value.bytes(), channel), "constant " + name);
  }

  /** A weight of any size with one value in all its elements. */
  public static Weight filled(String name, TensorSpec spec, double value) {
    return new Weight(name, spec, filled(spec, value), "constant " + name);
  }

  static WeightData filled(TensorSpec spec, double value) {
    byte[] element = new byte[spec.dtype().byteSize()];
    TensorValue.scalar(spec.dtype(), value).bytes().get(element);
    return channel -> repeat(element, spec.byteSize(), channel);
  }

  private static void repeat(byte[] element, long bytes, WritableByteChannel channel)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES / element.length * element.length);
    while (chunk.hasRemaining()) {
      chunk.put(element);
    }
    for (long left = bytes; left > 0; ) {
      chunk.clear().limit((int) Math.min(left, chunk.capacity()));
      left -= chunk.remaining();
      writeFully(chunk, channel);
    }
  }

  private static void writeFully(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
