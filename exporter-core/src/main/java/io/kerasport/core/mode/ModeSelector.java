package io.kerasport.core.mode;

import io.kerasport.core.compile.CompileConfig;
import io.kerasport.export.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Selects the modes of an export: every model can predict, a model with a loss can be evaluated,
 * one with an optimizer besides can be trained.
 */
public final class ModeSelector {
  /**
   * The modes of a model.
   *
   * @param servingOnly whether nothing but prediction is asked for
   * @param compiled what the model was compiled with, if it was
   */
  public ModeSelection select(Optional<CompileConfig> compiled, boolean servingOnly) {
    List<Mode> modes = new ArrayList<>();
    Map<Mode, String> skipped = new EnumMap<>(Mode.class);
    for (Mode mode : Mode.values()) {
      missing(mode, compiled, servingOnly)
          .ifPresentOrElse(reason -> skipped.put(mode, reason), () -> modes.add(mode));
    }
    return new ModeSelection(modes, skipped);
  }

  private static Optional<String> missing(
      Mode mode, Optional<CompileConfig> compiled, boolean servingOnly) {
    if (mode == Mode.PREDICT) {
      return Optional.empty();
    }
    if (servingOnly) {
      return Optional.of("the export is for serving only");
    }
    if (compiled.isEmpty()) {
      return Optional.of("the model is not compiled");
    }
    if (!compiled.get().hasLoss()) {
      return Optional.of("the model was compiled without a loss");
    }
    return mode == Mode.TRAIN && compiled.get().optimizer().isEmpty()
        ? Optional.of("the model was compiled without an optimizer")
        : Optional.empty();
  }
}
