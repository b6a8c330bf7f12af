package io.kerasport.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ProgressListener;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How every backend writes checkpoints. */
abstract class CheckpointContract {
  private static final String DATA = "variables.data-00000-of-00001";
  private static final String INDEX = "variables.index";

  private final Backend backend;

  @TempDir Path directory;

  CheckpointContract(String name) {
    backend = Backends.named(name);
  }

  @Test
  void writesOneShard() throws IOException {
    write(List.of(floats("a", 1f, 2f)));

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(DATA, INDEX);
    }
  }

  @ParameterizedTest
  @MethodSource("io.kerasport.integration.backend.SampleTensors#all")
  void writesWhatTensorFlowRestores(TensorValue value) {
    write(List.of(tensor("before", value), tensor("value", value)));

    DType dtype = value.spec().dtype();
    byte[] restored =
        TensorFlowOracle.bytes(
            TensorFlowOracle.restoring(prefix(), "value", dtype), "restore", dtype);
    assertThat(restored).isEqualTo(bytes(value));
  }

  @Test
  void writesStringsThatTensorFlowRestores() {
    String longer = "ä".repeat(300);
    write(List.of(text("empty", ""), text("long", longer), text("short", "graph")));

    assertThat(List.of("empty", "long", "short"))
        .extracting(
            key ->
                TensorFlowOracle.strings(
                    TensorFlowOracle.restoring(prefix(), key, DType.STRING), "restore"))
        .containsExactly(List.of(""), List.of(longer), List.of("graph"));
  }

  @Test
  void givesSameBytesForSameEntries() throws IOException {
    List<CheckpointEntry> entries =
        List.of(text("_CHECKPOINTABLE_OBJECT_GRAPH", "graph"), floats("a", 1f, 2f));
    write(entries);
    byte[] data = Files.readAllBytes(directory.resolve(DATA));
    byte[] index = Files.readAllBytes(directory.resolve(INDEX));
    write(entries);

    assertThat(Files.readAllBytes(directory.resolve(DATA))).isEqualTo(data);
    assertThat(Files.readAllBytes(directory.resolve(INDEX))).isEqualTo(index);
  }

  @Test
  void readsSourceThatWritesInPieces() {
    WeightData pieces =
        channel -> {
          channel.write(ByteBuffer.wrap(new byte[] {0, 0}));
          channel.write(ByteBuffer.allocate(0));
          channel.write(ByteBuffer.allocateDirect(2).put(0, (byte) -128).put(1, (byte) 63));
        };
    write(List.of(new CheckpointEntry.Tensor("one", spec(1), pieces, "memory")));

    assertThat(
            TensorFlowOracle.bytes(
                TensorFlowOracle.restoring(prefix(), "one", DType.FLOAT), "restore", DType.FLOAT))
        .containsExactly(0, 0, -128, 63);
  }

  @Test
  void tellsProgressUpToTheEnd() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    backend.writeCheckpoint(
        prefix(),
        List.of(floats("a", 1f, 2f), text("b", "graph")),
        (stage, now, total) -> {
          done.add(now);
          totals.add(total);
        });

    assertThat(totals).containsOnly(13L);
    assertThat(done).allMatch(now -> now >= 0 && now <= 13).endsWith(13L);
  }

  @Test
  void refusesSourceThatEndsEarly() {
    assertRefused(channel -> channel.write(ByteBuffer.allocate(7)));
  }

  @Test
  void refusesSourceThatGivesTooMuch() {
    assertRefused(channel -> channel.write(ByteBuffer.allocate(9)));
  }

  @Test
  void passesOnWhyASourceFails() {
    assertRefused(
            channel -> {
              throw new IOException("the disk is gone");
            })
        .hasMessageContaining("the disk is gone");
  }

  @Test
  void passesOnWhatASourceFoundWrong() {
    ExportException damaged =
        new ExportException(ErrorId.CHECKPOINT_FORMAT, "damaged", List.of(), "", null);
    CheckpointEntry entry =
        new CheckpointEntry.Tensor(
            "kernel",
            spec(2),
            channel -> {
              throw damaged;
            },
            "model.h5");

    assertThatThrownBy(() -> write(List.of(entry))).isSameAs(damaged);
  }

  @Test
  void refusesDirectoryThatCannotBeWritten() throws IOException {
    Path prefix = Files.createFile(directory.resolve("file")).resolve("variables");

    assertThatThrownBy(
            () ->
                backend.writeCheckpoint(prefix, List.of(floats("a", 1f)), ProgressListener.SILENT))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.TARGET))
        .hasMessageContaining(prefix.toString());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(WeightData source) {
    CheckpointEntry entry = new CheckpointEntry.Tensor("kernel", spec(2), source, "model.h5");
    var refusal =
        assertThatThrownBy(() -> write(List.of(floats("a", 1f), entry)))
            .isInstanceOfSatisfying(
                ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.WEIGHT_MISMATCH))
            .hasMessageContainingAll("kernel", "model.h5");
    assertThat(directory).isEmptyDirectory();
    return refusal;
  }

  private void write(List<CheckpointEntry> entries) {
    backend.writeCheckpoint(prefix(), entries, ProgressListener.SILENT);
  }

  private Path prefix() {
    return directory.resolve("variables");
  }

  private static TensorSpec spec(long elements) {
    return new TensorSpec(DType.FLOAT, Shape.of(elements));
  }

  private static byte[] bytes(TensorValue value) {
    byte[] bytes = new byte[value.bytes().remaining()];
    value.bytes().get(bytes);
    return bytes;
  }

  static CheckpointEntry floats(String key, float... values) {
    return tensor(key, TensorValue.ofFloats(Shape.of(values.length), values));
  }

  static CheckpointEntry tensor(String key, TensorValue value) {
    return new CheckpointEntry.Tensor(
        key, value.spec(), channel -> channel.write(value.bytes()), "memory");
  }

  static CheckpointEntry text(String key, String value) {
    return new CheckpointEntry.Text(key, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }
}
