package io.kerasport.purejava.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ProgressListener;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BundleWriterTest {
  private static final TensorSpec FOUR_BYTES = new TensorSpec(DType.FLOAT, Shape.scalar());

  @TempDir Path directory;
  private Path prefix;

  @BeforeEach
  void choosePrefix() {
    prefix = directory.resolve("variables");
  }

  @ParameterizedTest
  @EnumSource
  void writesTheBytesThatTensorFlowWrites(GoldenBundles golden) throws IOException {
    write(golden.sortedEntries());

    assertThat(Files.readAllBytes(BundleFormat.dataFile(prefix, 0, 1))).isEqualTo(golden.data());
    assertThat(Files.readAllBytes(BundleFormat.indexFile(prefix))).isEqualTo(golden.index());
  }

  @Test
  void takesOneTensorInAnyPortions() throws IOException {
    int size = 5_000_001;
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) (i * 31 >>> 3);
    }
    write(List.of(Entries.tensor("whole", DType.UINT8, Shape.of(size), values)));
    byte[] whole = Files.readAllBytes(BundleFormat.indexFile(prefix));

    write(
        List.of(
            Entries.tensor(
                "whole",
                new TensorSpec(DType.UINT8, Shape.of(size)),
                channel -> {
                  for (int at = 0, portion = 1; at < size; portion = portion * 3 + 1) {
                    int length = Math.min(portion, size - at);
                    channel.write(ByteBuffer.wrap(values, at, length));
                    at += length;
                  }
                })));

    assertThat(Files.readAllBytes(BundleFormat.indexFile(prefix))).isEqualTo(whole);
    assertThat(Files.readAllBytes(BundleFormat.dataFile(prefix, 0, 1))).isEqualTo(values);
  }

  @Test
  void takesDirectMemoryLikeAnyOther() throws IOException {
    int size = 3_000_001;
    ByteBuffer values = ByteBuffer.allocateDirect(size);
    for (int i = 0; i < size; i++) {
      values.put((byte) (i * 31 >>> 3));
    }
    byte[] onHeap = new byte[size];
    values.get(0, onHeap);
    write(List.of(Entries.tensor("whole", DType.UINT8, Shape.of(size), onHeap)));
    byte[] index = Files.readAllBytes(BundleFormat.indexFile(prefix));

    write(
        List.of(
            Entries.tensor(
                "whole",
                new TensorSpec(DType.UINT8, Shape.of(size)),
                channel -> {
                  channel.write(values.slice(0, 100));
                  channel.write(values.slice(100, size - 100));
                })));

    assertThat(Files.readAllBytes(BundleFormat.indexFile(prefix))).isEqualTo(index);
    assertThat(Files.readAllBytes(BundleFormat.dataFile(prefix, 0, 1))).isEqualTo(onHeap);
  }

  @Test
  void reportsProgressUpToTheTotal() {
    List<Long> done = new ArrayList<>();

    new BundleWriter(prefix)
        .write(
            List.of(
                Entries.tensor("a", DType.UINT8, Shape.of(3_000_000), new byte[3_000_000]),
                Entries.text("b", "text")),
            (stage, written, total) -> {
              assertThat(total).isEqualTo(3_000_004);
              done.add(written);
            });

    assertThat(done).isSorted().hasSizeGreaterThan(3).endsWith(3_000_004L);
  }

  @Test
  void refusesSourceWithTooFewBytes() {
    CheckpointEntry.Tensor tensor =
        Entries.tensor("kernel", FOUR_BYTES, channel -> channel.write(ByteBuffer.allocate(3)));

    assertThatThrownBy(() -> write(List.of(tensor)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.WEIGHT_MISMATCH))
        .hasMessageContaining("`kernel`")
        .hasMessageContaining("expected 4 bytes for float32(), found 3")
        .hasMessageContaining("test source of kernel");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesSourceWithTooManyBytes() {
    CheckpointEntry.Tensor tensor =
        Entries.tensor("kernel", FOUR_BYTES, channel -> channel.write(ByteBuffer.allocate(9)));

    assertThatThrownBy(() -> write(List.of(tensor)))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("expected 4 bytes for float32(), found 9");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void namesTheSourceThatCannotBeRead() {
    CheckpointEntry.Tensor tensor =
        Entries.tensor(
            "kernel",
            FOUR_BYTES,
            channel -> {
              throw new IOException("the disk is gone");
            });

    assertThatThrownBy(() -> write(List.of(tensor)))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("the disk is gone")
        .hasMessageContaining("test source of kernel")
        .hasRootCauseMessage("the disk is gone");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void keepsThePreviousBundleWhenASourceFails() throws IOException {
    write(GoldenBundles.SINGLE.sortedEntries());
    CheckpointEntry.Tensor failing = Entries.tensor("kernel", FOUR_BYTES, channel -> {});

    assertThatThrownBy(() -> write(List.of(failing))).isInstanceOf(ExportException.class);

    assertThat(Files.readAllBytes(BundleFormat.indexFile(prefix)))
        .isEqualTo(GoldenBundles.SINGLE.index());
    assertThat(Files.readAllBytes(BundleFormat.dataFile(prefix, 0, 1)))
        .isEqualTo(GoldenBundles.SINGLE.data());
  }

  @Test
  void passesOnTheSourcesOwnError() {
    ExportException cause =
        new ExportException(ErrorId.CHECKPOINT_FORMAT, "damaged", List.of(), "", null);
    CheckpointEntry.Tensor tensor =
        Entries.tensor(
            "kernel",
            FOUR_BYTES,
            channel -> {
              throw cause;
            });

    assertThatThrownBy(() -> write(List.of(tensor))).isSameAs(cause);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesKeysThatDoNotAscend() {
    List<CheckpointEntry> entries = List.of(Entries.text("b", ""), Entries.text("a", ""));

    assertThatThrownBy(() -> write(entries)).isInstanceOf(IllegalArgumentException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    prefix = directory.resolve("absent/variables");

    assertThatThrownBy(() -> write(List.of()))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.TARGET))
        .hasMessageContaining("absent");
  }

  private void write(List<CheckpointEntry> entries) {
    new BundleWriter(prefix).write(entries, ProgressListener.SILENT);
  }
}
