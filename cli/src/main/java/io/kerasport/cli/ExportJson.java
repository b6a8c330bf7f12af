package io.kerasport.cli;

import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import java.io.PrintWriter;

/** The result of an export as JSON. */
final class ExportJson {
  private ExportJson() {}

  static void write(ExportResult result, PrintWriter out) {
    JsonText.write(
        out,
        json -> {
          json.field("path", result.path().toString());
          json.field("backend", result.backend());
          json.strings("modes", result.modes().stream().map(Mode::tag).toList());
          json.object(
              "skipped",
              () -> result.skipped().forEach((mode, reason) -> json.field(mode.tag(), reason)));
          json.strings("warnings", result.warnings());
        });
  }
}
