package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Model;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CustomLayerTest {
  private static final double TOLERANCE = 1e-6;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} through {1}")
  @CsvSource({
    "scale.keras, pure-java",
    "scale.keras, tensorflow",
    "scale.h5, pure-java",
    "scale.h5, tensorflow",
    "wrapped.keras, pure-java"
  })
  void aLayerOfAnExtensionPredictsLikeKeras(String file, String backend)
      throws IOException, URISyntaxException {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(fixture(file));
    ExportResult result = runtime.exporter().export(model, directory);
    Map<String, Npz.Array> arrays =
        Npz.read(fixture(file.substring(0, file.indexOf('.')) + ".npz"));
    double[] expected =
        ServedModel.prediction(Objects.requireNonNull(arrays.get("output_0"))).values();
    try (ServedModel served = ServedModel.load(result.path())) {
      double[] predicted =
          Objects.requireNonNull(
                  served
                      .predict(Map.of("x", Objects.requireNonNull(arrays.get("input_0"))))
                      .get("scale"))
              .values();
      assertThat(predicted).containsExactly(expected, within(TOLERANCE));
    }
  }

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(CustomLayerTest.class.getResource("/fixtures/extension/" + name))
            .toURI());
  }
}
