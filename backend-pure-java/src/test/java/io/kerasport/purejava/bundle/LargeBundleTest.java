package io.kerasport.purejava.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.ProgressListener;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs 2.3 GB of disk; run by the Maven profile {@code large-files}. */
@Tag("large-files")
final class LargeBundleTest {
  @TempDir Path directory;

  @Test
  void writesAndReadsVariableOfMoreThanTwoGigabytes() throws IOException {
    Path prefix = directory.resolve("variables");
    byte[] next = {3, 10, 17, 24};

    new BundleWriter(prefix)
        .write(
            List.of(HugeTensor.entry(), Entries.tensor("b", DType.FLOAT, Shape.of(1), next)),
            ProgressListener.SILENT);

    assertThat(Files.readAllBytes(BundleFormat.indexFile(prefix)))
        .isEqualTo(GoldenBundles.resource("huge.index.gz"));
    Checkpoint checkpoint = new BundleReader().open(prefix);
    HugeTensor.Comparison comparison = new HugeTensor.Comparison();
    checkpoint.data("a").writeTo(comparison);
    assertThat(comparison.received()).isEqualTo(HugeTensor.SIZE);
    assertThat(comparison.differences()).isZero();
  }
}
