package io.kerasport.serializers.initializer;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Streams tensors whose elements are computed one after the other, in row-major order. */
final class Elements {
  private static final int BUFFER_BYTES = 1 << 16;

  private Elements() {}

  /**
   * A tensor's bytes.
   *
   * @param spec element type and shape
   * @param start begins a new sequence of the elements
   */
  static WeightData stream(TensorSpec spec, Supplier<DoubleSupplier> start) {
    return channel -> write(spec, start.get(), channel);
  }

  private static void write(TensorSpec spec, DoubleSupplier elements, WritableByteChannel channel)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long left = spec.shape().elements(); left > 0; left--) {
      put(buffer, spec.dtype(), elements.getAsDouble());
      if (left == 1 || buffer.remaining() < Double.BYTES) {
        drain(buffer.flip(), channel);
        buffer.clear();
      }
    }
  }

  private static void put(ByteBuffer buffer, DType type, double value) {
    if (type == DType.FLOAT) {
      buffer.putFloat((float) value);
    } else {
      buffer.put(TensorValue.scalar(type, value).bytes());
    }
  }

  private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
