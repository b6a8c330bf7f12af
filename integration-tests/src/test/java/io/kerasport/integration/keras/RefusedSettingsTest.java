package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that Keras itself refuses; {@code bad_settings.py} asked it. */
final class RefusedSettingsTest {
  private static final String LAYER = "spoiled";

  private final KerasportRuntime kerasport = Runtimes.through("pure-java");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"keras, KERAS_3", "tf_keras, KERAS_2"})
  void everyOneIsRefusedWithTheNamesOfLayerAndKey(String writer, KerasGeneration generation)
      throws IOException {
    Config found = RefusedByKeras.read("settings.json.gz");
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Object entry : found.list(writer)) {
      Config layer = (Config) entry;
      for (Object item : layer.list(LAYER)) {
        Config spoiled = (Config) item;
        count++;
        String title = layer.string("class") + " " + spoiled;
        complaint(layer.object("model"), spoiled, generation)
            .ifPresent(what -> wrong.add(title + ": " + what));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(500);
    assertThat(directory).isEmptyDirectory();
  }

  /** What is wrong with the answer to a spoiled model. */
  private Optional<String> complaint(
      Config serialized, Config spoiled, KerasGeneration generation) {
    Config object = spoil(serialized, spoiled.string("key"), spoiled.get("value"));
    try {
      Model model = new TopologyReader().read(object, generation, "settings.json");
      kerasport
          .exporter()
          .export(model, directory, ExportOptions.builder().servingOnly(true).build());
      return Optional.of("exported");
    } catch (ExportException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("layer " + LAYER)) {
        return Optional.of("no name of the layer in " + message);
      }
      return message.contains(spoiled.string("key"))
          ? Optional.empty()
          : Optional.of("no name of the key in " + message);
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static Config spoil(Config object, String key, @Nullable Object value) {
    Config config = object.object("config");
    List<@Nullable Object> layers = new ArrayList<>();
    for (Object entry : config.list("layers")) {
      Config layer = (Config) entry;
      Config own = layer.object("config");
      layers.add(
          own.string("name").equals(LAYER) ? layer.with("config", own.with(key, value)) : layer);
    }
    return object.with("config", config.with("layers", layers));
  }
}
