package io.kerasport.purejava.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.purejava.table.MaskedCrc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

final class DataFileTest {
  /** The checksum is the one TensorFlow stored in the golden {@code huge}. */
  @Test
  void countsAndSumsMoreThanTwoGigabytes() throws IOException {
    Sink sink = new Sink();
    try (DataFile file = new DataFile(sink, written -> {})) {
      file.beginChecksum();
      HugeTensor.writeTo(file.tensor(HugeTensor.SIZE));

      assertThat(MaskedCrc.of(file.endChecksum())).isEqualTo(0x3ec3f726);
      assertThat(file.position()).isEqualTo(HugeTensor.SIZE).isGreaterThan(1L << 31);
      assertThat(sink.received).isEqualTo(HugeTensor.SIZE);
    }
  }

  /** Counts bytes and drops them. */
  private static final class Sink implements WritableByteChannel {
    private long received;

    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      received += length;
      bytes.position(bytes.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
