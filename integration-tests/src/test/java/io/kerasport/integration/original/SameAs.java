package io.kerasport.integration.original;

import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.Directories;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Path;

/** Compares an export with one that nothing disturbs. */
final class SameAs {
  private SameAs() {}

  static void export(Model model, Path actual, Path quiet) throws IOException {
    Directories.assertEqual(
        actual, Runtimes.through("pure-java").exporter().export(model, quiet).path());
  }
}
