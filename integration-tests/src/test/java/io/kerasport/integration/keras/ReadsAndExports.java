package io.kerasport.integration.keras;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import java.nio.file.Path;

/** A program that exports files in turn, and says a word of how each went. */
final class ReadsAndExports {
  private ReadsAndExports() {}

  /** Takes a directory to write to, and the files. */
  public static void main(String[] arguments) {
    KerasportRuntime kerasport = Runtimes.through("pure-java");
    for (int i = 1; i < arguments.length; i++) {
      String answer = "exported";
      try {
        kerasport
            .exporter()
            .export(
                kerasport.reader().read(Path.of(arguments[i])),
                Path.of(arguments[0], Integer.toString(i)),
                ExportOptions.defaults());
      } catch (ExportException e) {
        answer = e.id().name();
      }
      System.out.println(Path.of(arguments[i]).getFileName() + " " + answer);
    }
  }
}
