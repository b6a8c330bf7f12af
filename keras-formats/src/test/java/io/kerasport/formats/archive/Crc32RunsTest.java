package io.kerasport.formats.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc32RunsTest {
  private final Crc32Runs runs = new Crc32Runs();

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private void add(byte[] bytes, int from, int to) {
    runs.add(from, ByteBuffer.wrap(bytes, from, to - from));
  }

  @Test
  void nothingHasTheChecksumOfNothing() {
    assertThat(runs.checksum(0)).isEqualTo(crc(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 70_001})
  void bytesInAnyOrderHaveTheChecksumOfTheWhole(int size) {
    byte[] bytes = random(size);
    List<Integer> starts = new ArrayList<>();
    int part = 1 + size / 37;
    for (int at = 0; at < size; at += part) {
      starts.add(at);
    }
    Collections.shuffle(starts, new Random(7));
    for (int start : starts) {
      add(bytes, start, Math.min(size, start + part));
    }

    assertThat(runs.checksum(size)).isEqualTo(crc(bytes));
  }

  @Test
  void bytesThatComeAgainCountOnce() {
    byte[] bytes = random(1000);
    add(bytes, 100, 200);
    add(bytes, 400, 500);
    add(bytes, 150, 450);
    add(bytes, 450, 1000);
    add(bytes, 0, 1000);
    add(bytes, 0, 0);

    assertThat(runs.checksum(1000)).isEqualTo(crc(bytes));
  }

  @Test
  void whatIsReadAgainIsNotLookedAt() {
    byte[] bytes = random(100);
    add(bytes, 0, 100);
    add(new byte[100], 0, 100);

    assertThat(runs.checksum(100)).isEqualTo(crc(bytes));
  }

  @Test
  void theMissingBytesAreKnown() {
    byte[] bytes = random(100);
    add(bytes, 0, 10);
    add(bytes, 40, 50);

    assertThat(runs.firstMissing(0)).isEqualTo(10);
    assertThat(runs.missingUntil(10, 100)).isEqualTo(40);
    assertThat(runs.firstMissing(40)).isEqualTo(50);
    assertThat(runs.missingUntil(50, 100)).isEqualTo(100);
  }

  @Test
  void thereIsNoChecksumWhileBytesAreMissing() {
    add(random(100), 0, 99);

    assertThatThrownBy(() -> runs.checksum(100)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theBufferIsLeftAsItWas() {
    ByteBuffer buffer = ByteBuffer.wrap(random(100)).position(10).limit(90);
    runs.add(0, buffer);

    assertThat(buffer).isEqualTo(ByteBuffer.wrap(random(100), 10, 80));
  }
}
