package io.kerasport.integration.keras;

import io.kerasport.formats.json.JsonReader;
import io.kerasport.model.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;

/** The tables of what Keras refuses, which its own answers made. */
final class RefusedByKeras {
  private RefusedByKeras() {}

  /** A table: by writer a list of cases. */
  static Config read(String name) throws IOException {
    try (InputStream file = Files.newInputStream(Fixture.root().resolve("refused").resolve(name));
        InputStream json = new GZIPInputStream(file)) {
      return new JsonReader().read(json.readAllBytes(), name);
    }
  }
}
