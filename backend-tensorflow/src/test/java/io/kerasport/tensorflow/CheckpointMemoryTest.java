package io.kerasport.tensorflow;

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
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointMemoryTest {
  private static final long SIZE = 100L << 20;

  @TempDir Path directory;

  /** JavaCPP's own allocator would stop at twice the heap. */
  @Test
  void savesMoreThanJavaHeapHolds() throws IOException {
    Path prefix = directory.resolve("variables");
    String output =
        JavaProcess.run(
            SavesLargeCheckpoint.class,
            JavaProcess.classPath(),
            List.of("-Xmx24m"),
            prefix.toString(),
            Long.toString(SIZE));

    assertThat(output).contains("saved");
    try (RandomAccessFile data =
        new RandomAccessFile(directory.resolve("variables.data-00000-of-00001").toFile(), "r")) {
      assertThat(data.length()).isEqualTo(SIZE);
      data.seek(SIZE - 1);
      assertThat(data.read()).isEqualTo(99);
    }
  }

  @Test
  void refusesWhatNoMemoryHolds() {
    CheckpointEntry entry =
        new CheckpointEntry.Tensor(
            "kernel", new TensorSpec(DType.UINT8, Shape.of(1L << 52)), channel -> {}, "generated");
    TensorFlowBackend backend = new TensorFlowBackend(new NativeLibrary());

    assertThatThrownBy(
            () ->
                backend.writeCheckpoint(
                    directory.resolve("variables"), List.of(entry), ProgressListener.SILENT))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.BACKEND))
        .hasMessageContainingAll(Long.toString(1L << 52), "`pure-java`");
    assertThat(directory).isEmptyDirectory();
  }
}
