package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
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
        String key = spoiled.string("key");
        RefusedByKeras.complaint(
                spoil(layer.object("model"), key, spoiled.get("value")),
                generation,
                directory,
                message -> unnamed(message, key))
            .ifPresent(what -> wrong.add(title + ": " + what));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(500);
    assertThat(directory).isEmptyDirectory();
  }

  private static Optional<String> unnamed(String message, String key) {
    if (!message.contains("layer " + LAYER)) {
      return Optional.of("no name of the layer in " + message);
    }
    return message.contains(key)
        ? Optional.empty()
        : Optional.of("no name of the key in " + message);
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
