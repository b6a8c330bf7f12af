package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.Dense;
import io.kerasport.build.layer.Wrapping;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * A training step divides kernels by their spectral norm before their layers compute, and the
 * optimizer goes on from there: a shared layer divides its kernel at each call, a frozen one too,
 * and one of zeros stays.
 */
final class SpectralTrainingTest {
  private static final int BATCHES = 2;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void kernelsAndVectorsAreThoseOfKeras(String writer, String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("spectral_" + writer + ".npz"));
    KerasportRuntime runtime = Kerasport.with(Map.of("kerasport.backend", backend));
    Model model = runtime.reader().read(TrainingFixture.file("spectral_" + writer + ".keras"));
    Path export = runtime.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "train")) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        try (Tensor x = arrays.tensor("x/" + batch);
            Tensor ids = arrays.tensor("ids/" + batch);
            Tensor y = arrays.tensor("y/" + batch)) {
          assertThat(graph.step(Map.of("x", x, "ids", ids, "out_target", y)))
              .isCloseTo(arrays.values("loss/" + batch)[0], within(TOLERANCE));
        }
      }
      Map<String, double[]> found = graph.variables("variables");
      assertThat(
              new ExpectedVariables(arrays, "weights/")
                  .assertClose(own -> weight(found, own.split("/")[0], own.split("/")[1])))
          .hasSize(21);
    }
  }

  @Test
  void aLayerDescribedInJavaStartsWithASmallVectorThatIsNotZero() throws Exception {
    Wrapping layer = Wrapping.spectralNormalization(Dense.units(3)).powerIterations(2);
    Model model = Kerasport.builder().build(Sequential.of(Input.shape(2)).add(layer.named("y")));
    Path export = Kerasport.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "serve")) {
      double[] vector = weight(graph.variables("variables"), "y", "vector_u");
      assertThat(vector).hasSize(3);
      assertThat(Arrays.stream(vector).map(Math::abs)).allMatch(size -> size > 1e-6 && size < 0.04);
    }
  }

  /** Each step would have a kernel of its own. */
  @Test
  void aNumberOfStepsThatIsNotKnownIsRefusedInTraining() {
    Wrapping each =
        Wrapping.timeDistributed(Wrapping.spectralNormalization(Dense.units(3))).named("y");
    Model model =
        Kerasport.builder()
            .build(
                Sequential.of(Input.shape(-1, 2))
                    .add(each)
                    .compile(Compile.with("sgd").loss("mse")));
    assertThatThrownBy(() -> Kerasport.exporter().export(model, directory))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("layer y")
        .hasMessageContaining("fixed number of steps");
    assertThat(directory).isEmptyDirectory();
    ExportOptions serving = ExportOptions.builder().servingOnly(true).build();
    assertThat(Kerasport.exporter().export(model, directory, serving).path()).isDirectory();
  }

  private static double[] weight(Map<String, double[]> variables, String layer, String name) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(layer + "/"))
        .filter(entry -> entry.getKey().endsWith("/" + name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(layer + " has none of " + variables.keySet()));
  }
}
