package io.kerasport.integration.keras;

import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * What is wrong with the answer to a model that Keras refuses.
   *
   * @param directory where it would be exported to
   * @param wrong what is wrong with the message of a refusal
   */
  static Optional<String> complaint(
      Config serialized,
      KerasGeneration generation,
      Path directory,
      Function<String, Optional<String>> wrong) {
    try {
      Model model = new TopologyReader().read(serialized, generation, "model.json");
      Runtimes.through("pure-java")
          .exporter()
          .export(model, directory, ExportOptions.builder().servingOnly(true).build());
      return Optional.of("exported");
    } catch (ExportException e) {
      return wrong.apply(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }
}
