package io.kerasport.core.inspect;

import io.kerasport.model.WeightData;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Turns a tensor that is pushed into one that can be pulled, through a thread and two buffers. */
final class HandOver implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> ready = new ArrayBlockingQueue<>(2);
  private final Thread thread;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean ended;
  private volatile @Nullable Exception failure;

  private HandOver(WeightData source) {
    this.thread = new Thread(() -> push(source), "tensor-reader");
    thread.setDaemon(true);
  }

  static HandOver start(WeightData source) {
    HandOver handOver = new HandOver(source);
    handOver.thread.start();
    return handOver;
  }

  private void push(WeightData source) {
    try {
      try {
        source.writeTo(
            new TensorStreams.Sink() {
              @Override
              void take(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                  ByteBuffer copy = ByteBuffer.allocate(Math.min(bytes.remaining(), BUFFER_BYTES));
                  bytes.get(copy.array());
                  put(copy);
                }
              }
            });
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
      put(END);
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt(); // the reader has lost interest
    }
  }

  private void put(ByteBuffer bytes) throws InterruptedIOException {
    try {
      ready.put(bytes);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("reading was given up");
    }
  }

  /**
   * The bytes that come next; the caller moves their position as it uses them.
   *
   * @return a buffer without remaining bytes at the end
   * @throws IOException if the source failed
   */
  ByteBuffer next() throws IOException {
    if (!current.hasRemaining() && !ended) {
      try {
        current = ready.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("reading was given up");
      }
      ended = !current.hasRemaining();
      if (ended && failure instanceof IOException io) {
        throw io;
      }
      if (ended && failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
    }
    return current;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
