package io.kerasport.integration.backend;

import io.kerasport.Kerasport;
import io.kerasport.export.ExportResult;
import io.kerasport.model.Model;
import java.nio.file.Path;

/** Exports a model, loads it back, and prints the backend that did it. */
final class ExportsModel {
  private ExportsModel() {}

  public static void main(String[] arguments) {
    Model model = Kerasport.reader().read(Path.of(arguments[0]));
    ExportResult result = Kerasport.exporter().export(model, Path.of(arguments[1]));
    Model loaded = Kerasport.loader().load(result.path());
    System.out.println("exported " + loaded.name() + " by " + result.backend());
  }
}
