package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.Directories;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An export that fails while it writes leaves its target as it was. */
final class FailedExportTest {
  @TempDir Path source;
  @TempDir Path target;

  @BeforeEach
  void somethingIsThere() throws IOException {
    Files.createDirectories(target.resolve("1234567890/variables"));
    Files.writeString(target.resolve("1234567890/saved_model.pb"), "an export of before");
    Files.writeString(target.resolve("notes.txt"), "mine");
  }

  static Weight thatCannotBeRead(Weight weight) {
    return new Weight(
        weight.name(),
        weight.spec(),
        channel -> {
          throw new IOException("the disk is gone");
        },
        weight.origin());
  }

  private static Weight thatEndsEarly(Weight weight) {
    return new Weight(weight.name(), weight.spec(), channel -> {}, weight.origin());
  }

  private static Weight thatBreaks(Weight weight) {
    return new Weight(
        weight.name(),
        weight.spec(),
        channel -> {
          throw new IllegalStateException("a bug");
        },
        weight.origin());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void whenAWeightCannotBeRead(String backend) throws IOException {
    leavesTheTarget(backend, FailedExportTest::thatCannotBeRead, "the disk is gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void whenAWeightEndsEarly(String backend) throws IOException {
    leavesTheTarget(backend, FailedExportTest::thatEndsEarly, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void whenTheCodeOfAWeightBreaks(String backend) throws IOException {
    leavesTheTarget(backend, FailedExportTest::thatBreaks, "a bug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void whenTheListenerBreaks(String backend) throws IOException {
    Model model = SmallModel.compiled(source);
    ExportOptions options =
        ExportOptions.builder()
            .progress(
                (stage, done, total) -> {
                  throw new IllegalStateException("a bug of the caller's");
                })
            .build();

    Map<Path, String> before = content();
    assertThatThrownBy(() -> runtime(backend).exporter().export(model, target, options))
        .hasMessageContaining("a bug of the caller's");
    assertThat(content()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "pure-java, false",
    "pure-java, true",
    "tensorflow, false",
    "tensorflow, true",
  })
  void whenTheExactPathIsTaken(String backend, boolean servingOnly) throws IOException {
    Model model = SmallModel.compiled(source);
    ExportOptions options =
        ExportOptions.builder().exactPath(true).servingOnly(servingOnly).build();

    Map<Path, String> before = content();
    assertThatThrownBy(() -> runtime(backend).exporter().export(model, target, options))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.TARGET))
        .hasMessageContaining(target + " exists and is not empty");
    assertThat(content()).isEqualTo(before);
  }

  private void leavesTheTarget(String backend, UnaryOperator<Weight> damage, String why)
      throws IOException {
    Model model = SmallModel.compiled(source);
    Model damaged =
        SmallModel.weights(
            model, layer -> layer.weights().map(weights -> weights.stream().map(damage).toList()));

    Map<Path, String> before = content();
    assertThatThrownBy(() -> runtime(backend).exporter().export(damaged, target))
        .hasStackTraceContaining(why);
    assertThat(content()).isEqualTo(before);
    assertThatThrownBy(() -> runtime(backend).exporter().export(damaged, target.resolve("new/a")))
        .hasStackTraceContaining(why);
    assertThat(target.resolve("new")).doesNotExist();
  }

  private Map<Path, String> content() throws IOException {
    Map<Path, String> content = new java.util.TreeMap<>();
    for (Path file : Directories.files(target)) {
      content.put(file, Files.readString(target.resolve(file)));
    }
    return content;
  }

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }
}
