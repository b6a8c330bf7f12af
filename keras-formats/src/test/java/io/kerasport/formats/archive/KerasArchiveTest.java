package io.kerasport.formats.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasArchiveTest {
  private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);
  private static final int PLENTY = 1 << 20;

  @TempDir private Path directory;
  private final ZipBytes zip = new ZipBytes();

  private KerasArchive open() {
    return open(zip.bytes());
  }

  private KerasArchive open(byte[] bytes) {
    try {
      return KerasArchive.open(FileSource.of(Files.write(directory.resolve("m.keras"), bytes)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] content(ByteSource source) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) source.size());
    try (ByteSource.Reader reader = source.open()) {
      reader.readFully(buffer, 0);
    }
    return buffer.array();
  }

  @Test
  void readsAStoredEntryWhereItIs() throws IOException {
    zip.stored("other", new byte[100]);
    zip.stored("weights", CONTENT);
    try (KerasArchive archive = open()) {
      ByteSource source = archive.source("weights").orElseThrow();

      assertThat(source).isInstanceOf(StoredEntry.class);
      assertThat(source.name()).endsWith("m.keras!weights");
      assertThat(content(source)).isEqualTo(CONTENT);
      source.verify();
    }
  }

  @Test
  void aStoredEntryIsVerifiedHoweverMuchOfItWasRead() throws IOException {
    byte[] large = new byte[600_000];
    new Random(1).nextBytes(large);
    zip.stored("weights", large);
    try (KerasArchive archive = open()) {
      ByteSource source = archive.source("weights").orElseThrow();
      try (ByteSource.Reader reader = source.open()) {
        reader.readFully(ByteBuffer.allocate(5), 300_000);
        reader.readFully(ByteBuffer.allocate(100_000).position(20), 300_003);
      }
      source.verify();
      source.verify();

      assertThat(content(source)).isEqualTo(large);
    }
  }

  @Test
  void aStoredEntryOfWhichSomeWasReadIsStillRefusedForTheRest() throws IOException {
    zip.stored("weights", CONTENT).withWrongChecksum();
    try (KerasArchive archive = open()) {
      ByteSource source = archive.source("weights").orElseThrow();
      try (ByteSource.Reader reader = source.open()) {
        reader.readFully(ByteBuffer.allocate(3), 2);
      }

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(source::verify)
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining("does not match its checksum")
            .hasMessageContaining("m.keras!weights");
      }
    }
  }

  @Test
  void inflatesADeflatedEntry() throws IOException {
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);
    zip.deflated("weights", large);
    try (KerasArchive archive = open()) {
      assertThat(content(archive.source("weights").orElseThrow())).isEqualTo(large);
      assertThat(archive.bytes("weights", PLENTY)).hasValue(large);
    }
  }

  @Test
  void anInflatedEntryIsReadableAfterTheArchiveIsClosed() throws IOException {
    zip.deflated("weights", CONTENT);
    ByteSource source;
    try (KerasArchive archive = open()) {
      source = archive.source("weights").orElseThrow();
    }

    assertThat(content(source)).isEqualTo(CONTENT);
  }

  @Test
  void anEntryThatIsNotThereIsEmpty() {
    zip.stored("a", CONTENT);
    try (KerasArchive archive = open()) {
      assertThat(archive.has("b")).isFalse();
      assertThat(archive.bytes("b", PLENTY)).isEmpty();
      assertThat(archive.source("b")).isEmpty();
    }
  }

  @Test
  void readsSizesFromTheZip64Field() {
    zip.stored("a", CONTENT).zip64();
    try (KerasArchive archive = open()) {
      assertThat(archive.bytes("a", PLENTY)).hasValue(CONTENT);
    }
  }

  @Test
  void readsTheZip64EndRecord() {
    zip.stored("a", CONTENT);
    byte[] plain = zip.bytes();
    int end = plain.length - 22;
    ByteBuffer wide =
        ByteBuffer.allocate(plain.length + 56 + 20).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    ByteBuffer narrow = ByteBuffer.wrap(plain).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    wide.put(plain, 0, end);
    wide.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0);
    wide.putInt(0).putLong(1).putLong(1);
    wide.putLong(narrow.getInt(end + 12)).putLong(narrow.getInt(end + 16));
    wide.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    wide.putInt(0x06054b50).putInt(-1).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    try (KerasArchive archive = open(wide.array())) {
      assertThat(archive.bytes("a", PLENTY)).hasValue(CONTENT);
    }
  }

  @Test
  void readsAnArchiveWithAComment() {
    zip.stored("a", CONTENT);
    byte[] plain = zip.bytes();
    plain[plain.length - 2] = 5;
    byte[] commented = Arrays.copyOf(plain, plain.length + 5);
    try (KerasArchive archive = open(commented)) {
      assertThat(archive.bytes("a", PLENTY)).hasValue(CONTENT);
    }
  }

  private void isRefused(String message, byte[] bytes) {
    assertThatThrownBy(
            () -> {
              try (KerasArchive archive = open(bytes)) {
                archive.bytes("a", PLENTY);
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("m.keras");
    assertThatThrownBy(
            () -> {
              try (KerasArchive archive = open(bytes)) {
                archive.source("a").ifPresent(KerasArchiveTest::drain);
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  private static void drain(ByteSource source) {
    try {
      content(source);
      source.verify();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesATruncatedArchive() {
    zip.stored("a", CONTENT);
    byte[] bytes = zip.bytes();

    for (int length : new int[] {4, bytes.length / 2, bytes.length - 22, bytes.length - 1}) {
      isRefused("has no end", Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    zip.stored("a", CONTENT);
    zip.stored("a", CONTENT);

    isRefused("two entries called `a`", zip.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "../up", "in/../../up", "..", "C:evil", "back\\slash", "a/.."})
  void refusesAnEntryThatPointsOutside(String name) {
    zip.stored("a", CONTENT);
    zip.stored(name, CONTENT);

    isRefused("`" + name + "` points outside the archive", zip.bytes());
  }

  @Test
  void refusesASymbolicLink() {
    zip.stored("a", "/etc/passwd".getBytes(StandardCharsets.UTF_8)).asSymbolicLink();

    isRefused("`a` points outside the archive", zip.bytes());
  }

  @Test
  void refusesAnEntryThatIsLongerThanTheFile() {
    zip.stored("a", CONTENT).declaring(1000).declaringCompressed(1000);

    isRefused("declares 1000 bytes, which the file does not hold", zip.bytes());
  }

  @Test
  void refusesAStoredEntryWithTwoSizes() {
    zip.stored("a", CONTENT).declaring(1000);

    isRefused("declares two different sizes", zip.bytes());
  }

  @Test
  void refusesAnEntryThatInflatesToMoreThanItDeclares() {
    zip.deflated("a", new byte[100_000]).declaring(1000);

    isRefused("longer than the declared 1000", zip.bytes());
  }

  @Test
  void refusesAnEntryThatInflatesToLessThanItDeclares() {
    zip.deflated("a", new byte[1000]).declaring(2000);

    isRefused("shorter than the declared 2000", zip.bytes());
  }

  @Test
  void refusesAnEntryThatDeclaresGigabytesInAFewBytes() {
    zip.deflated("a", new byte[1000]).declaring(5L << 30).zip64();

    assertThatThrownBy(
            () -> {
              try (KerasArchive archive = open()) {
                archive.source("a");
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("declares 5368709120 bytes in ");
  }

  @Test
  void readsNoMoreOfASmallEntryThanAskedFor() {
    zip.deflated("a", new byte[100_000]);
    try (KerasArchive archive = open()) {
      assertThatThrownBy(() -> archive.bytes("a", 1000))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("has 100000 bytes, at most 1000 are read");
    }
  }

  @Test
  void refusesDeflatedDataThatIsDamaged() {
    zip.deflated("a", CONTENT);
    byte[] bytes = zip.bytes();
    bytes[31] = -1;

    isRefused("The entry cannot be read", bytes);
  }

  @Test
  void refusesContentThatDoesNotMatchItsChecksum() {
    zip.deflated("a", CONTENT).withWrongChecksum();

    isRefused("does not match its checksum", zip.bytes());
  }

  @Test
  void refusesStoredContentThatDoesNotMatchItsChecksum() {
    zip.stored("a", CONTENT).withWrongChecksum();

    isRefused("does not match its checksum", zip.bytes());
  }

  @Test
  void refusesOtherCompressionMethods() {
    zip.stored("a", CONTENT).withMethod(12);

    isRefused("encrypted or compressed in a way that is not read", zip.bytes());
  }

  @Test
  void refusesEncryptedEntries() {
    zip.stored("a", CONTENT).encrypted();

    isRefused("encrypted or compressed in a way that is not read", zip.bytes());
  }

  @Test
  void refusesADirectoryThatPointsBesideTheEntries() {
    zip.stored("a", CONTENT);
    byte[] bytes = zip.bytes();
    bytes[0] = 'X';

    isRefused("There is no zip entry at byte 0", bytes);
  }
}
