package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportException;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;

/** Kernels of every size become radial as Keras 2 makes them. */
final class RadialConstraintTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void theKernelsAreThoseOfKeras(String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("radial.npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file("radial.h5"));
    Path export = runtime.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "train");
        Tensor x = arrays.tensor("x");
        Tensor y = arrays.tensor("y")) {
      double loss = graph.step(Map.of("x", x, "size_5_target", y));
      assertThat(loss).isCloseTo(arrays.values("loss")[0], within(TOLERANCE));
      Map<String, double[]> found = graph.variables("variables");
      assertThat(new ExpectedVariables(arrays, "weights/").assertClose(found::get)).hasSize(8);
    }
  }

  @Test
  void refusesAKernelThatIsNotSquare() {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Model model = runtime.reader().read(TrainingFixture.file("base.keras"));
    Layer hidden = model.layer("hidden");
    Config radial = hidden.config().with("kernel_constraint", "radial_constraint");
    Layer constrained =
        new Layer(
            hidden.name(),
            hidden.className(),
            hidden.registeredName(),
            radial,
            hidden.weights(),
            hidden.nested());
    List<Layer> layers =
        model.layers().stream().map(layer -> layer == hidden ? constrained : layer).toList();
    Model changed =
        new Model(
            model.name(),
            model.kind(),
            model.generation(),
            layers,
            model.nodes(),
            model.inputs(),
            model.outputs(),
            model.source(),
            model.compileConfig());
    Config compiled = Config.empty().with("optimizer", "SGD").with("loss", "mse");

    assertThatThrownBy(() -> runtime.exporter().export(changed.compile(compiled), directory))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("RadialConstraint takes a square kernel")
        .hasMessageContaining("hidden/kernel");
    assertThat(directory).isEmptyDirectory();
  }
}
