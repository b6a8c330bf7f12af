package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model predicts what its writer predicted, in whatever form of files it comes. */
final class FormsTest {
  private static final double TOLERANCE = 5e-6;

  @TempDir private Path directory;

  static Stream<Arguments> forms() throws IOException {
    return Form.all().stream()
        .flatMap(
            form ->
                Stream.of("pure-java", "tensorflow").map(backend -> Arguments.of(form, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("forms")
  void predictsWhatTheWriterPredicted(Form form, String backend) throws IOException {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(form.model(), form.options());
    Path exported = runtime.exporter().export(model, directory).path();

    assertPredicts(form, exported);
  }

  /** The shape that the caller gave, and the values that were made whole, are in the export. */
  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("forms")
  void anExportIsAModelThatNeedsNothingBesides(Form form, String backend) throws IOException {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(form.model(), form.options());
    Path exported = runtime.exporter().export(model, directory).path();
    Path again = runtime.exporter().export(runtime.loader().load(exported), directory).path();

    Directories.assertEqual(again, exported);
    assertPredicts(form, again);
  }

  private static void assertPredicts(Form form, Path exported) throws IOException {
    Map<String, Npz.Array> arrays = Npz.read(Form.folder().resolve("forms.npz"));
    Npz.Array expected = Objects.requireNonNull(arrays.get(form.expected()), form.expected());
    Npz.Array image = Objects.requireNonNull(arrays.get("image"));
    try (ServedModel served = ServedModel.load(exported)) {
      String input = served.signature().getInputsMap().keySet().iterator().next();
      var predicted = served.predict(Map.of(input, image)).get(form.output());
      assertThat(Objects.requireNonNull(predicted).values())
          .containsExactly(ServedModel.prediction(expected).values(), within(TOLERANCE));
    }
  }
}
