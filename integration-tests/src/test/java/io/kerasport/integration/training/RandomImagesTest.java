package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/** Images that layers change at random in training, and what layers drop inside them. */
final class RandomImagesTest {
  private static final int RUNS = 600;

  /** What is sure of a mean and a deviation of so many independent runs. */
  private static final double SURE = 6 / Math.sqrt(RUNS);

  private static final double TOLERANCE = 1e-5 * 255;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "certain_keras, pure-java",
    "certain_keras, tensorflow",
    "certain_tf_keras, pure-java",
    "certain_tf_keras, tensorflow",
    "certain_first_keras, pure-java"
  })
  void whatIsDrawnFromOneNumberIsWhatKerasDraws(String model, String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file(model + ".npz"));
    Path export = export(model, backend);
    SoftAssertions all = new SoftAssertions();
    try (RunnableGraph graph = RunnableGraph.load(export, "train");
        Tensor image = arrays.tensor("image")) {
      List<String> names = arrays.names().stream().filter(name -> !name.equals("image")).toList();
      assertThat(names).hasSizeGreaterThan(5);
      for (String name : names) {
        all.assertThat(graph.fetch("predictions/" + name, Map.of("image", image)))
            .as(name)
            .containsExactly(arrays.values(name), within(TOLERANCE));
      }
    }
    all.assertAll();
  }

  @ParameterizedTest
  @CsvSource({
    "random_keras, 10, pure-java",
    "random_keras, 10, tensorflow",
    "random_tf_keras, 10, pure-java",
    "drops_keras, 4, pure-java",
    "drops_tf_keras, 4, tensorflow"
  })
  void outputsHaveTheMeansAndDeviationsOfKeras(String model, int outputs, String backend)
      throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file(model + ".npz"));
    Path export = export(model, backend);
    List<String> names =
        arrays.names().stream()
            .filter(name -> name.startsWith("mean/"))
            .map(name -> name.substring("mean/".length()))
            .toList();
    assertThat(names).hasSize(outputs);
    SoftAssertions all = new SoftAssertions();
    try (RunnableGraph graph = RunnableGraph.load(export, "train");
        Tensor image = arrays.tensor("image")) {
      for (String name : names) {
        Moments moments = new Moments(arrays.values("mean/" + name).length);
        for (int run = 0; run < RUNS; run++) {
          moments.add(graph.fetch("predictions/" + name, Map.of("image", image)));
        }
        moments.assertLike(
            all, name, arrays.values("mean/" + name), arrays.values("deviation/" + name));
      }
    }
    all.assertAll();
  }

  private Path export(String name, String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file(name + ".keras"));
    return runtime.exporter().export(model, directory).path();
  }

  /** Mean and deviation of each pixel over all images of all runs. */
  private static final class Moments {
    private final double[] sums;
    private final double[] squares;
    private int count;

    Moments(int pixels) {
      sums = new double[pixels];
      squares = new double[pixels];
    }

    void add(double[] images) {
      for (int i = 0; i < images.length; i++) {
        sums[i % sums.length] += images[i];
        squares[i % sums.length] += images[i] * images[i];
      }
      count += images.length / sums.length;
    }

    /** Some layers draw once for a batch, so that only its runs are independent. */
    void assertLike(SoftAssertions all, String name, double[] means, double[] deviations) {
      for (int i = 0; i < sums.length; i++) {
        double mean = sums[i] / count;
        double deviation = Math.sqrt(Math.max(squares[i] / count - mean * mean, 0));
        all.assertThat(mean)
            .as("mean of pixel %d of %s", i, name)
            .isCloseTo(means[i], within(SURE * deviations[i] + TOLERANCE));
        all.assertThat(deviation)
            .as("deviation of pixel %d of %s", i, name)
            .isCloseTo(deviations[i], within(SURE * deviations[i] + 0.1));
      }
    }
  }
}
