package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ModelFormatException;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An optimizer's state that does not fit the weights: one error, and nothing written. */
final class RefusedStateTest {
  private final KerasportRuntime runtime = Runtimes.through("pure-java");
  private final Model model =
      runtime.reader().read(TrainingFixture.file("resumed/keras3_adam.keras"));
  private final List<Weight> state = new ArrayList<>(model.optimizerWeights().orElseThrow());

  @TempDir Path directory;

  @Test
  void refusesAVariableOfAnotherShape() {
    Weight momentum = state.get(2);
    TensorSpec other = new TensorSpec(DType.FLOAT, Shape.of(5, 4));
    assertThat(momentum.spec()).isNotEqualTo(other);
    state.set(2, new Weight(momentum.name(), other, momentum.data(), momentum.origin()));
    assertThatThrownBy(() -> export(state))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("variable 2 (momentum)")
        .hasMessageContaining(momentum.origin())
        .hasMessageContaining("The state of optimizer Adam does not fit the model's weights");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAStateThatEndsTooSoon() {
    assertThatThrownBy(() -> export(state.subList(0, state.size() - 1)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "the file has " + (state.size() - 1) + " variables of " + state.size() + " expected");
    assertThat(directory).isEmptyDirectory();
  }

  private void export(List<Weight> optimizerWeights) {
    Model changed =
        new Model(
            model.name(),
            model.kind(),
            model.generation(),
            model.layers(),
            model.nodes(),
            model.inputs(),
            model.outputs(),
            model.source(),
            model.compileConfig(),
            Optional.of(optimizerWeights));
    runtime.exporter().export(changed, directory);
  }
}
