package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of layers that Keras itself refuses; {@code bad_calls.py} asked it. */
final class RefusedCallsTest {
  private static final Pattern LAYER = Pattern.compile("layer `?spoiled`?");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"keras, KERAS_3, 500", "tf_keras, KERAS_2, 600"})
  void everyOneIsRefusedWithTheNameOfTheLayer(
      String writer, KerasGeneration generation, int atLeast) throws IOException {
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Object entry : RefusedByKeras.read("calls.json.gz").list(writer)) {
      Config called = (Config) entry;
      count++;
      RefusedByKeras.complaint(
              called.object("model"), generation, directory, RefusedCallsTest::unnamed)
          .ifPresent(
              what ->
                  wrong.add(called.string("class") + ", " + called.string("what") + ": " + what));
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(atLeast);
    assertThat(directory).isEmptyDirectory();
  }

  private static Optional<String> unnamed(String message) {
    return LAYER.matcher(message).find()
        ? Optional.empty()
        : Optional.of("no name of the layer in " + message);
  }
}
