package io.kerasport.formats.tfjs;

import io.kerasport.formats.source.ByteSource;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/** The elements of one weight among the others of its group. */
record ShardedData(ByteSource source, long offset, long bytes, Optional<Quantization> quantization)
    implements WeightData {
  private static final int BUFFER = 64 << 10;

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    ByteBuffer stored =
        ByteBuffer.allocate((int) Math.min(BUFFER, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    try (ByteSource.Reader reader = source.open()) {
      for (long at = 0; at < bytes; ) {
        stored.clear().limit((int) Math.min(stored.capacity(), bytes - at));
        reader.readFully(stored, offset + at);
        at += stored.position();
        stored.flip();
        ByteBuffer elements =
            quantization.isEmpty() ? stored : restored(stored, quantization.get());
        while (elements.hasRemaining()) {
          channel.write(elements);
        }
      }
    }
  }

  private static ByteBuffer restored(ByteBuffer stored, Quantization quantization) {
    int count = stored.remaining() / quantization.width();
    ByteBuffer elements =
        ByteBuffer.allocate(count * quantization.target().byteSize())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      quantization.restore(stored, elements);
    }
    return elements.flip();
  }
}
