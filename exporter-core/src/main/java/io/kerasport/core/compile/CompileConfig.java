package io.kerasport.core.compile;

import io.kerasport.model.KerasObject;
import java.util.List;
import java.util.Optional;

/**
 * What a model was compiled with.
 *
 * @param optimizer the optimizer, if there is one
 * @param outputs losses and metrics of each output, in the model's order
 */
public record CompileConfig(Optional<KerasObject> optimizer, List<CompiledOutput> outputs) {
  public CompileConfig {
    outputs = List.copyOf(outputs);
  }

  /** Whether some output has a loss. */
  public boolean hasLoss() {
    return outputs.stream().anyMatch(output -> !output.losses().isEmpty());
  }
}
