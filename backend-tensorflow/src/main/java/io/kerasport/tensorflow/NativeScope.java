package io.kerasport.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Native memory that lives until the scope closes.
 *
 * <p>It bypasses JavaCPP's own allocation, which frees by garbage collection and throws an
 * OutOfMemoryError when the process grows beyond twice the Java heap; native TensorFlow with a
 * model's weights in it does that under any small heap.
 */
final class NativeScope implements AutoCloseable {
  private final List<Runnable> releases = new ArrayList<>();

  /** Uninitialised memory. */
  private Pointer allocate(long bytes) {
    Pointer memory = Pointer.malloc(Math.max(bytes, 1));
    if (memory == null) {
      throw new OutOfMemoryError(bytes + " bytes of native memory");
    }
    defer(() -> Pointer.free(memory));
    return memory;
  }

  /** A copy of bytes. */
  BytePointer bytes(byte[] bytes) {
    return new BytePointer(allocate(bytes.length)).capacity(bytes.length).put(bytes);
  }

  /** An array of outputs to be filled. */
  TF_Output outputs(int count) {
    return new TF_Output(allocate((long) count * Loader.sizeof(TF_Output.class)));
  }

  /** An array of pointers to be filled. */
  <P extends Pointer> PointerPointer<P> pointers(int count) {
    return new PointerPointer<>(allocate((long) count * Loader.sizeof(PointerPointer.class)));
  }

  /** A status that says OK. */
  TF_Status status() {
    TF_Status status = tensorflow.TF_NewStatus();
    defer(() -> tensorflow.TF_DeleteStatus(status));
    return status;
  }

  /** An empty buffer, for TensorFlow to fill. */
  TF_Buffer buffer() {
    return owned(tensorflow.TF_NewBuffer());
  }

  /** A buffer that TensorFlow gave away. */
  TF_Buffer owned(TF_Buffer buffer) {
    defer(() -> tensorflow.TF_DeleteBuffer(buffer));
    return buffer;
  }

  /** Runs something when the scope closes, before everything deferred earlier. */
  void defer(Runnable release) {
    releases.add(release);
  }

  @Override
  public void close() {
    for (int i = releases.size() - 1; i >= 0; i--) {
      releases.get(i).run();
    }
    releases.clear();
  }
}
