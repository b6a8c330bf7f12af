package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What an export leaves out, and what its training leaves as it is, is told. */
final class UnreachedWeightsTest {
  private static final List<String> UNREACHED = List.of("extra/kernel", "extra/bias");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aWeightThatTheLossDoesNotReachStaysAndIsTold(String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(mixed("mixed_outputs_by_name.keras"));
    ExportResult result = runtime.exporter().export(model, directory);
    assertThat(result.warnings())
        .containsExactlyElementsOf(
            UNREACHED.stream()
                .map(
                    path ->
                        "The loss does not depend on weight "
                            + path
                            + "; training leaves it as it is.")
                .toList());

    try (RunnableGraph graph = RunnableGraph.load(result.path(), "train");
        Tensor a = filled(2, 4);
        Tensor b = filled(2, 3);
        Tensor kind = filled(2, 1);
        Tensor value = filled(2, 2)) {
      Map<String, double[]> before = graph.variables("trainable_variables");
      graph.step(Map.of("a", a, "b", b, "kind_target", kind, "value_target", value));
      Map<String, double[]> after = graph.variables("trainable_variables");
      assertThat(before.keySet()).containsAll(UNREACHED);
      before.forEach(
          (name, values) -> {
            double[] now = Objects.requireNonNull(after.get(name));
            if (UNREACHED.contains(name)) {
              assertThat(now).as(name).isEqualTo(values);
            } else {
              assertThat(now).as(name).isNotEqualTo(values);
            }
          });
    }
  }

  @Test
  void everyModeThatIsLeftOutHasItsReason() {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Model model = runtime.reader().read(TrainingFixture.file("base.keras"));

    assertThat(runtime.exporter().export(model, directory).skipped())
        .isEqualTo(
            Map.of(
                Mode.TRAIN, "the model is not compiled", Mode.EVAL, "the model is not compiled"));
    assertThat(skipped(runtime, model, Compile.with("SGD")))
        .isEqualTo(
            Map.of(
                Mode.TRAIN, "the model was compiled without a loss",
                Mode.EVAL, "the model was compiled without a loss"));
    assertThat(skipped(runtime, model, Compile.withoutOptimizer().loss("mse")))
        .isEqualTo(Map.of(Mode.TRAIN, "the model was compiled without an optimizer"));
    assertThat(skipped(runtime, model, Compile.with("SGD").loss("mse"))).isEmpty();
  }

  private Map<Mode, String> skipped(KerasportRuntime runtime, Model model, Compile compile) {
    return runtime.exporter().export(model.compile(compile.config()), directory).skipped();
  }

  private static Tensor filled(long... shape) {
    return TFloat32.tensorOf(
        Shape.of(shape), data -> data.scalars().forEach(scalar -> scalar.setFloat(1)));
  }

  private static Path mixed(String name) throws Exception {
    URL url = UnreachedWeightsTest.class.getResource("/objective/keras/" + name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }
}
