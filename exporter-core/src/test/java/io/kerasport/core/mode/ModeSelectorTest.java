package io.kerasport.core.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.core.compile.CompileConfig;
import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.core.compile.WeightedLoss;
import io.kerasport.export.Mode;
import io.kerasport.model.KerasObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModeSelectorTest {
  private final ModeSelector selector = new ModeSelector();

  @Test
  void everyModelPredicts() {
    ModeSelection selection = selector.select(Optional.empty(), false);
    assertThat(selection.modes()).containsExactly(Mode.PREDICT);
    assertThat(selection.skipped()).containsEntry(Mode.EVAL, "the model is not compiled");
  }

  @Test
  void aModelWithALossIsEvaluated() {
    assertThat(selector.select(compiled(Optional.empty(), loss()), false).modes())
        .containsExactly(Mode.EVAL, Mode.PREDICT);
  }

  @Test
  void aModelWithoutALossIsNotEvaluated() {
    ModeSelection selection =
        selector.select(compiled(Optional.of(KerasObject.named("adam")), List.of()), false);
    assertThat(selection.modes()).containsExactly(Mode.PREDICT);
    assertThat(selection.skipped())
        .containsEntry(Mode.EVAL, "the model was compiled without a loss");
  }

  @Test
  void anExportForServingOnlyNeitherEvaluatesNorTrains() {
    ModeSelection selection =
        selector.select(compiled(Optional.of(KerasObject.named("adam")), loss()), true);
    assertThat(selection.modes()).containsExactly(Mode.PREDICT);
    assertThat(selection.skipped())
        .containsEntry(Mode.EVAL, "the export is for serving only")
        .containsEntry(Mode.TRAIN, "the export is for serving only");
  }

  private static List<WeightedLoss> loss() {
    return List.of(new WeightedLoss(KerasObject.named("mse"), 1));
  }

  private static Optional<CompileConfig> compiled(
      Optional<KerasObject> optimizer, List<WeightedLoss> losses) {
    return Optional.of(
        new CompileConfig(
            optimizer, List.of(new CompiledOutput("out", losses, List.of(), List.of(), false))));
  }
}
