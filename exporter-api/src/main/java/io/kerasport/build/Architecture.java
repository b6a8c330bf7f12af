package io.kerasport.build;

import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model to build, which other models may call like a layer. */
public abstract sealed class Architecture extends Block permits Sequential, Functional {
  private @Nullable Config compiled;

  Architecture() {}

  final void compileWith(Compile what) {
    compiled = Settings.config(what.config());
  }

  /** What it is compiled with, as far as it is stated. */
  public final Optional<Config> compiled() {
    return Optional.ofNullable(compiled);
  }

  /** Its inputs, flattened. */
  public abstract List<Input> inputs();

  /** The layers and models that it calls. */
  public abstract List<Block> blocks();
}
