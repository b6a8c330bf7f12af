package io.kerasport.purejava.table;

import static io.kerasport.purejava.table.TableBytes.ascii;
import static io.kerasport.purejava.table.TableBytes.block;
import static io.kerasport.purejava.table.TableBytes.blockWithRestarts;
import static io.kerasport.purejava.table.TableBytes.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.CheckpointFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableReaderTest {
  @TempDir Path directory;

  @Test
  void readsEntriesInOrder() throws IOException {
    assertThat(read(new TableBytes())).containsExactly("a=first", "b=second");
  }

  @Test
  void joinsSharedPrefixes() throws IOException {
    byte[] block = block(entry(0, "layer", "1"), entry(3, "zy", "2"), entry(4, "zz", "3"));

    assertThat(read(new TableBytes().withDataBlock(block)))
        .containsExactly("layer=1", "layzy=2", "layzzz=3");
  }

  @Test
  void readsATableWithoutEntries() throws IOException {
    assertThat(read(new TableBytes().withDataBlock(block()))).isEmpty();
  }

  @Test
  void refusesMissingFile() {
    assertThatThrownBy(() -> TableReader.read(directory.resolve("absent"), (key, value) -> {}))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("no such file")
        .hasMessageContaining("absent");
  }

  @Test
  void refusesFileShorterThanAFooter() throws IOException {
    refused(Files.write(file(), new byte[47])).hasMessageContaining("47 bytes");
  }

  @Test
  void refusesBadMagic() throws IOException {
    refused(new TableBytes().withMagic(0x1234))
        .hasMessageContaining("the number 0x1234, expected 0xdb4775248b80fb57")
        .hasMessageContaining("@");
  }

  @Test
  void refusesTruncatedFile() throws IOException {
    refused(new TableBytes().withoutLast(1)).hasMessageContaining("truncated");
  }

  @Test
  void refusesWrongBlockChecksum() throws IOException {
    refused(new TableBytes().withChecksumFlipped())
        .hasMessageContaining("checksum")
        .hasMessageContaining("expected 0x")
        .hasMessageContaining("@0");
  }

  @Test
  void refusesSnappy() throws IOException {
    refused(new TableBytes().withCompression(BlockTrailer.SNAPPY)).hasMessageContaining("Snappy");
  }

  @Test
  void refusesUnknownCompression() throws IOException {
    refused(new TableBytes().withCompression(4)).hasMessageContaining("unknown compression 4");
  }

  @Test
  void refusesBlockBeyondTheEnd() throws IOException {
    refused(new TableBytes().withDataHandle(100, 20)).hasMessageContaining("does not fit");
  }

  @Test
  void refusesBlockLargerThanTheFile() throws IOException {
    refused(new TableBytes().withDataHandle(0, 1L << 40)).hasMessageContaining("does not fit");
  }

  @Test
  void refusesBlockWhoseEndOverflows() throws IOException {
    refused(new TableBytes().withDataHandle(Long.MAX_VALUE, 20))
        .hasMessageContaining("does not fit");
  }

  @Test
  void refusesBlockWithoutRestarts() throws IOException {
    refused(new TableBytes().withDataBlock(blockWithRestarts(0, entry(0, "a", "1"))))
        .hasMessageContaining("0 restarts");
  }

  @Test
  void refusesMoreRestartsThanTheBlockHasRoomFor() throws IOException {
    refused(new TableBytes().withDataBlock(blockWithRestarts(-1, entry(0, "a", "1"))))
        .hasMessageContaining("4294967295 restarts");
  }

  @Test
  void refusesBlockWithoutRestartCount() throws IOException {
    refused(new TableBytes().withDataBlock(new byte[3])).hasMessageContaining("block of 3 bytes");
  }

  @Test
  void refusesPrefixLongerThanTheKeyBefore() throws IOException {
    refused(new TableBytes().withDataBlock(block(entry(0, "a", ""), entry(2, "b", ""))))
        .hasMessageContaining("shares 2 bytes with one of 1");
  }

  @Test
  void refusesKeyLongerThanTheBlock() throws IOException {
    refused(new TableBytes().withDataBlock(block(entry(0, 1000, 0, ascii("a")))))
        .hasMessageContaining("1000 bytes of key");
  }

  @Test
  void refusesValueLongerThanTheBlock() throws IOException {
    refused(new TableBytes().withDataBlock(block(entry(0, 1, Long.MAX_VALUE, ascii("a")))))
        .hasMessageContaining("of value");
  }

  @Test
  void refusesEntryThatEndsInANumber() throws IOException {
    refused(new TableBytes().withDataBlock(block(new byte[] {0, (byte) 0x80})))
        .hasMessageContaining("number");
  }

  @Test
  void refusesNumberOfMoreThanTenBytes() throws IOException {
    byte[] endless = new byte[12];
    java.util.Arrays.fill(endless, (byte) 0xff);

    refused(new TableBytes().withDataBlock(block(endless))).hasMessageContaining("number");
  }

  @Test
  void refusesKeysThatDoNotAscend() throws IOException {
    refused(new TableBytes().withDataBlock(block(entry(0, "b", ""), entry(0, "a", ""))))
        .hasMessageContaining("do not ascend");
  }

  @Test
  void refusesTheSameKeyTwice() throws IOException {
    refused(new TableBytes().withDataBlock(block(entry(0, "a", ""), entry(1, "", ""))))
        .hasMessageContaining("do not ascend");
  }

  @Test
  void refusesKeysThatGrowWithoutBounds() throws IOException {
    byte[][] entries = new byte[2001][];
    entries[0] = entry(0, "k".repeat(10_000), "");
    for (int i = 1; i <= 2000; i++) {
      entries[i] = entry(10_000 + i - 1, "k", "");
    }

    refused(new TableBytes().withDataBlock(block(entries))).hasMessageContaining("keys of more");
  }

  private Path file() {
    return directory.resolve("test.index");
  }

  private List<String> read(TableBytes table) throws IOException {
    List<String> entries = new ArrayList<>();
    TableReader.read(
        Files.write(file(), table.toBytes()),
        (key, value) ->
            entries.add(
                new String(key, StandardCharsets.US_ASCII)
                    + "="
                    + StandardCharsets.US_ASCII.decode(value)));
    return entries;
  }

  private AbstractThrowableAssert<?, ?> refused(TableBytes table) throws IOException {
    return refused(Files.write(file(), table.toBytes()));
  }

  private static AbstractThrowableAssert<?, ?> refused(Path path) {
    return assertThatThrownBy(() -> TableReader.read(path, (key, value) -> {}))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("index is damaged")
        .hasMessageContaining("test.index@");
  }
}
