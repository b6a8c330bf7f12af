package io.kerasport.core.mode;

import io.kerasport.export.Mode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The modes of an export.
 *
 * @param modes the modes to export, in the order of the SavedModel
 * @param skipped the other modes, each with the reason
 */
public record ModeSelection(List<Mode> modes, Map<Mode, String> skipped) {
  public ModeSelection {
    modes = List.copyOf(modes);
    Map<Mode, String> ordered = new EnumMap<>(Mode.class);
    ordered.putAll(skipped);
    skipped = Collections.unmodifiableMap(ordered);
  }
}
