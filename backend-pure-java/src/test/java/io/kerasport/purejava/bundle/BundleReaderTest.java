package io.kerasport.purejava.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.purejava.table.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorSliceProto;
import org.tensorflow.proto.VersionDef;

final class BundleReaderTest {
  private static final byte[] DATA = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

  @TempDir Path directory;
  private Path prefix;

  @BeforeEach
  void choosePrefix() throws IOException {
    prefix = directory.resolve("variables");
    Files.write(BundleFormat.dataFile(prefix, 0, 1), DATA);
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatTensorFlowWrote(GoldenBundles golden) throws IOException {
    Checkpoint checkpoint = open(golden.unpackInto(directory));

    assertThat(checkpoint.entries().keySet())
        .containsExactlyElementsOf(
            golden.sortedEntries().stream().map(CheckpointEntry::key).toList());
    for (CheckpointEntry entry : golden.entries()) {
      if (entry instanceof CheckpointEntry.Tensor tensor) {
        assertThat(checkpoint.entries().get(tensor.key())).isEqualTo(tensor.spec());
        assertThat(bytes(checkpoint.data(tensor.key()))).isEqualTo(bytes(tensor.data()));
      } else if (entry instanceof CheckpointEntry.Text text) {
        assertThat(ByteBuffer.wrap(checkpoint.text(text.key()))).isEqualTo(text.bytes());
      }
    }
  }

  @Test
  void readsSeveralDataFiles() throws IOException {
    Files.write(BundleFormat.dataFile(prefix, 0, 2), new byte[4]);
    Files.write(BundleFormat.dataFile(prefix, 1, 2), DATA);
    index(header().setNumShards(2), entry().setShardId(1));

    assertThat(bytes(open(prefix).data("a"))).isEqualTo(DATA);
  }

  @Test
  void readsTensorThatSharesItsBytesWithAnother() throws IOException {
    index(header(), entry(), entry().setShape(shape(2, 1)));

    Checkpoint checkpoint = open(prefix);

    assertThat(bytes(checkpoint.data("b"))).isEqualTo(bytes(checkpoint.data("a")));
  }

  @Test
  void needsNoDataFileWithoutData() throws IOException {
    Files.delete(BundleFormat.dataFile(prefix, 0, 1));
    index(header(), entry().setShape(shape(0)).setSize(0).setCrc32C(0xa282ead8));

    assertThat(bytes(open(prefix).data("a"))).isEmpty();
  }

  @Test
  void readsABundleWithoutEntries() throws IOException {
    index(header());

    assertThat(open(prefix).entries()).isEmpty();
  }

  @Test
  void refusesMissingIndex() {
    refused().hasMessageContaining("no such file").hasMessageContaining("variables.index");
  }

  @Test
  void refusesIndexWithoutHeader() throws IOException {
    table(new byte[][] {{'a'}}, new byte[][] {entry().build().toByteArray()});

    refused().hasMessageContaining("should be the header, found `a`");
  }

  @Test
  void refusesEmptyTable() throws IOException {
    table(new byte[0][], new byte[0][]);

    refused().hasMessageContaining("not even a header");
  }

  @Test
  void refusesHeaderThatIsNone() throws IOException {
    table(new byte[][] {{}}, new byte[][] {{(byte) 0xff}});

    refused().hasMessageContaining("the header is no protocol buffer");
  }

  @Test
  void refusesEntryThatIsNone() throws IOException {
    table(new byte[][] {{}, {'a'}}, new byte[][] {header().build().toByteArray(), {(byte) 0xff}});

    refused().hasMessageContaining("entry `a` is no protocol buffer");
  }

  @Test
  void refusesKeyThatIsNotUtf8() throws IOException {
    table(
        new byte[][] {{}, {(byte) 0xff}},
        new byte[][] {header().build().toByteArray(), entry().build().toByteArray()});

    refused().hasMessageContaining("not UTF-8");
  }

  @Test
  void refusesBigEndian() throws IOException {
    index(header().setEndianness(BundleHeaderProto.Endianness.BIG), entry());

    refused().hasMessageContaining("big-endian");
  }

  @Test
  void refusesNewerFormat() throws IOException {
    index(header().setVersion(VersionDef.newBuilder().setMinConsumer(2)), entry());

    refused().hasMessageContaining("bundle version 2, this one is of version 1");
  }

  @Test
  void refusesSlices() throws IOException {
    index(header(), entry().addSlices(TensorSliceProto.getDefaultInstance()));

    refused().hasMessageContaining("Entry `a`").hasMessageContaining("split into 1 slices");
  }

  @Test
  void refusesUnknownElementType() throws IOException {
    index(header(), entry().setDtype(DataType.DT_QINT8));

    refused().hasMessageContaining("Entry `a`").hasMessageContaining("element type 11");
  }

  @Test
  void refusesNegativeDimension() throws IOException {
    index(header(), entry().setShape(shape(-2)));

    refused().hasMessageContaining("dimension -2");
  }

  @Test
  void refusesUnknownRank() throws IOException {
    index(header(), entry().setShape(TensorShapeProto.newBuilder().setUnknownRank(true)));

    refused().hasMessageContaining("shape is unknown");
  }

  @Test
  void refusesShapeThatOverflows() throws IOException {
    index(header(), entry().setShape(shape(1L << 40, 1L << 40)));

    refused().hasMessageContaining("overflows");
  }

  @Test
  void refusesSizeThatDoesNotFitTheShape() throws IOException {
    index(header(), entry().setShape(shape(3)));

    refused().hasMessageContaining("8 bytes are stored for float32(3,), expected 12");
  }

  @Test
  void refusesDataFileThatTheHeaderDoesNotHave() throws IOException {
    index(header(), entry().setShardId(1));

    refused().hasMessageContaining("data file 1, but there are 1");
  }

  @Test
  void refusesNegativeOffset() throws IOException {
    index(header(), entry().setOffset(-1));

    refused().hasMessageContaining("8 bytes at -1");
  }

  @Test
  void refusesEntryBeyondTheDataFile() throws IOException {
    index(header(), entry().setOffset(1));

    refused()
        .hasMessageContaining("Entry `a`")
        .hasMessageContaining("it has 8 bytes, but its file ends at 8; file truncated?")
        .hasMessageContaining("variables.data-00000-of-00001@1");
  }

  @Test
  void refusesOffsetThatOverflows() throws IOException {
    index(header(), entry().setOffset(Long.MAX_VALUE));

    refused().hasMessageContaining("file truncated?");
  }

  @Test
  void refusesMissingDataFile() throws IOException {
    Files.delete(BundleFormat.dataFile(prefix, 0, 1));
    index(header(), entry());

    refused().hasMessageContaining("data file is missing").hasMessageContaining("data-00000");
  }

  @Test
  void findsWrongChecksumWhileStreaming() throws IOException {
    index(header(), entry().setCrc32C(1));
    WeightData data = open(prefix).data("a");

    assertThatThrownBy(() -> bytes(data))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("Entry `a`")
        .hasMessageContaining("expected 0x00000001");
  }

  @Test
  void findsTruncationWhileStreaming() throws IOException {
    index(header(), entry());
    WeightData data = open(prefix).data("a");
    Files.write(BundleFormat.dataFile(prefix, 0, 1), new byte[7]);

    assertThatThrownBy(() -> bytes(data))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("file ends at 7; file truncated?");
  }

  @Test
  void namesTheEntryThatIsNotThere() throws IOException {
    index(header(), entry());

    assertThatThrownBy(() -> open(prefix).data("z"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("no entry `z`")
        .hasMessageContaining("variables.index");
  }

  @Test
  void refusesNumbersAsText() throws IOException {
    index(header(), entry());

    assertThatThrownBy(() -> open(prefix).text("a"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("`a` of the checkpoint holds float32(2,), expected a single string");
  }

  @Test
  void refusesTextAsNumbers() throws IOException {
    Checkpoint checkpoint = open(GoldenBundles.MIXED.unpackInto(directory));

    assertThatThrownBy(() -> checkpoint.data("text/short"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("holds string(), expected numbers");
  }

  @Test
  void refusesTextWhoseLengthIsWrong() throws IOException {
    text(0x03, 0xd8, 0xd8, 0x10, 0x73, 'h', 'i');

    assertThatThrownBy(() -> open(prefix).text("a"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("a string of 3 bytes in 7");
  }

  @Test
  void refusesTextWhoseLengthChecksumIsWrong() throws IOException {
    text(0x02, 0xd8, 0xd8, 0x10, 0x74, 'h', 'i');

    assertThatThrownBy(() -> open(prefix).text("a"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("checksum of its length is 0x7310d8d8, expected 0x7410d8d8");
  }

  @Test
  void refusesTextWhoseChecksumIsWrong() throws IOException {
    text(0x02, 0xd8, 0xd8, 0x10, 0x73, 'h', 'o');

    assertThatThrownBy(() -> open(prefix).text("a"))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void anyFlippedByteOfTheIndexIsFoundOrHarmless() throws IOException {
    Path golden = GoldenBundles.SINGLE.unpackInto(directory);
    byte[] index = GoldenBundles.SINGLE.index();
    for (int i = 0; i < index.length; i++) {
      byte[] flipped = index.clone();
      flipped[i] ^= 0x41;
      Files.write(BundleFormat.indexFile(golden), flipped);

      assertRefusedOrUnchanged(golden);
    }
  }

  @Test
  void anyTruncationOfTheIndexIsFound() throws IOException {
    Path golden = GoldenBundles.SINGLE.unpackInto(directory);
    byte[] index = GoldenBundles.SINGLE.index();
    for (int length = 0; length < index.length; length++) {
      Files.write(BundleFormat.indexFile(golden), Arrays.copyOf(index, length));

      refused();
    }
  }

  private void assertRefusedOrUnchanged(Path golden) {
    try {
      assertThat(open(golden).entries())
          .containsExactly(java.util.Map.entry("a", new TensorSpec(DType.FLOAT, Shape.of(2))));
    } catch (CheckpointFormatException e) {
      assertThat(e).hasMessageContaining("variables");
    }
  }

  private static BundleHeaderProto.Builder header() {
    return BundleHeaderProto.newBuilder()
        .setNumShards(1)
        .setVersion(VersionDef.newBuilder().setProducer(1));
  }

  /** The whole data file, two numbers. */
  private static BundleEntryProto.Builder entry() {
    return BundleEntryProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setShape(shape(2))
        .setSize(DATA.length)
        .setCrc32C(0x35e53c59);
  }

  private static TensorShapeProto shape(long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dim));
    }
    return shape.build();
  }

  /** Writes an index with entries a, b, c …. */
  private void index(BundleHeaderProto.Builder header, BundleEntryProto.Builder... entries)
      throws IOException {
    byte[][] keys = new byte[entries.length + 1][];
    byte[][] values = new byte[entries.length + 1][];
    keys[0] = new byte[0];
    values[0] = header.build().toByteArray();
    for (int i = 0; i < entries.length; i++) {
      keys[i + 1] = new byte[] {(byte) ('a' + i)};
      values[i + 1] = entries[i].build().toByteArray();
    }
    table(keys, values);
  }

  private void table(byte[][] keys, byte[][] values) throws IOException {
    try (OutputStream out = Files.newOutputStream(BundleFormat.indexFile(prefix))) {
      TableWriter table = new TableWriter(out);
      for (int i = 0; i < keys.length; i++) {
        table.add(keys[i], values[i]);
      }
      table.finish();
    }
  }

  /** Writes a bundle whose entry a is the scalar string "hi", stored as the given bytes. */
  private void text(int... stored) throws IOException {
    byte[] bytes = new byte[stored.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) stored[i];
    }
    Files.write(BundleFormat.dataFile(prefix, 0, 1), bytes);
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    StringTensor.prefix(2, crc);
    crc.update("hi".getBytes(StandardCharsets.US_ASCII));
    index(
        header(),
        BundleEntryProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setShape(shape())
            .setSize(bytes.length)
            .setCrc32C(io.kerasport.purejava.table.MaskedCrc.of(crc.getValue())));
  }

  private static Checkpoint open(Path path) {
    return new BundleReader().open(path);
  }

  private AbstractThrowableAssert<?, ?> refused() {
    return assertThatThrownBy(() -> open(prefix)).isInstanceOf(CheckpointFormatException.class);
  }

  private static byte[] bytes(WeightData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    data.writeTo(Channels.newChannel(out));
    return out.toByteArray();
  }
}
