package io.kerasport.core.mode;

import io.kerasport.export.Mode;
import io.kerasport.model.Model;
import java.util.List;
import java.util.Map;

/** Selects the modes of an export. Every model can predict. */
public final class ModeSelector {
  /** The modes of a model. */
  public ModeSelection select(Model model) {
    String reason =
        model.compileConfig().isPresent()
            ? "this version of Kerasport exports the serving graph only"
            : "the model is not compiled";
    return new ModeSelection(List.of(Mode.PREDICT), Map.of(Mode.TRAIN, reason, Mode.EVAL, reason));
  }
}
