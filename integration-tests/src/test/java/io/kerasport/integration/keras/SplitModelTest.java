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

/** A model in two files, architecture and weights, predicts what its writer predicted. */
final class SplitModelTest {
  private static final double TOLERANCE = 1e-6;

  @TempDir Path directory;

  static Stream<Arguments> files() {
    return Stream.of(
            "keras3.weights.h5",
            "keras3.whole.h5",
            "keras2.weights.h5",
            "keras2.whole.h5",
            "keras2.by_name.h5")
        .flatMap(
            weights ->
                Stream.of("pure-java", "tensorflow")
                    .map(backend -> Arguments.of(weights, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("files")
  void predictsLikeKeras(String weights, String backend) throws IOException {
    String writer = weights.substring(0, weights.indexOf('.'));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(file(writer + ".json"), file(weights));
    Path exported = runtime.exporter().export(model, directory).path();

    Map<String, Npz.Array> arrays = Npz.read(file("split.npz"));
    double[] expected = ServedModel.prediction(array(arrays, writer)).values();
    try (ServedModel served = ServedModel.load(exported)) {
      var predicted = served.predict(Map.of("image", array(arrays, "image")));
      assertThat(Objects.requireNonNull(predicted.get("y")).values())
          .containsExactly(expected, within(TOLERANCE));
    }
  }

  private static Npz.Array array(Map<String, Npz.Array> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static Path file(String name) {
    return Fixture.root().resolve("split").resolve(name);
  }
}
