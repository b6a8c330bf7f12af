package io.kerasport.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NativeMemoryChannelTest {
  private static final int SIZE = 10;

  private final NativeScope scope = new NativeScope();
  private final BytePointer memory;
  private final NativeMemoryChannel channel;

  NativeMemoryChannelTest() {
    new NativeLibrary().load();
    memory = scope.bytes(new byte[SIZE + 1]);
    channel = new NativeMemoryChannel(memory, SIZE, 4);
  }

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void writesAcrossWindows() throws IOException {
    assertThat(channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo(3);
    assertThat(channel.write(ByteBuffer.wrap(new byte[] {4, 5, 6, 7, 8, 9, 10}))).isEqualTo(7);

    assertThat(content()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0);
    assertThat(channel.written()).isEqualTo(SIZE);
  }

  @Test
  void consumesItsSource() throws IOException {
    ByteBuffer source = ByteBuffer.allocateDirect(6).position(1).limit(6);
    channel.write(source);

    assertThat(source.hasRemaining()).isFalse();
    assertThat(channel.written()).isEqualTo(5);
  }

  @Test
  void refusesToWriteBehindTheEnd() throws IOException {
    channel.write(ByteBuffer.allocate(SIZE - 1));

    assertThatThrownBy(() -> channel.write(ByteBuffer.wrap(new byte[] {7, 7})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("10 bytes");
    assertThat(content()).containsOnly(0);
    assertThat(channel.written()).isEqualTo(SIZE - 1);
  }

  private byte[] content() {
    byte[] content = new byte[SIZE + 1];
    new BytePointer(memory).position(0).get(content);
    return content;
  }
}
