package io.kerasport.tensorflow;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.internal.c_api.TF_Buffer;

/** The contents of native buffers as Java sees them. */
final class Buffers {
  private Buffers() {}

  /** A view, valid as long as the buffer. */
  static ByteBuffer view(TF_Buffer buffer) {
    Pointer data = buffer.data();
    return data == null ? ByteBuffer.allocate(0) : data.capacity(buffer.length()).asByteBuffer();
  }
}
