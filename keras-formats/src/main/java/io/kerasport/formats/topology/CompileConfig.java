package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import java.util.Optional;

/** Finds the compile configuration that stands beside a model's config. */
final class CompileConfig {
  private CompileConfig() {}

  static Optional<Config> of(Config entry) {
    for (String key : new String[] {"compile_config", "training_config"}) {
      if (entry.get(key) instanceof Config found && !found.entries().isEmpty()) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
