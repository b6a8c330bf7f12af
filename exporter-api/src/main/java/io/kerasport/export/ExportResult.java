package io.kerasport.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an export wrote.
 *
 * @param path the SavedModel directory
 * @param modes the modes whose MetaGraphs it holds, in their order
 * @param skipped the modes it does not hold, each with the reason
 * @param warnings what the caller should know though the export succeeded, one sentence each
 * @param backend the backend that built it
 */
public record ExportResult(
    Path path, List<Mode> modes, Map<Mode, String> skipped, List<String> warnings, String backend) {
  public ExportResult {
    modes = List.copyOf(modes);
    warnings = List.copyOf(warnings);
    Map<Mode, String> ordered = new EnumMap<>(Mode.class);
    ordered.putAll(skipped);
    skipped = Collections.unmodifiableMap(ordered);
  }
}
