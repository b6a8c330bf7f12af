package io.kerasport.integration.keras;

import io.kerasport.Kerasport;
import io.kerasport.export.ModelReader;
import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which settings of layers the models of the fixtures have away from their defaults. */
final class SettingsOfFixtures {
  private static final Map<KerasGeneration, String> WRITERS =
      Map.of(KerasGeneration.KERAS_2, "tf_keras", KerasGeneration.KERAS_3, "keras");

  private static final Set<String> ONLY_IN_TRAINING =
      Set.of(
          "drop_path_rate",
          "dropout",
          "l1",
          "l2",
          "momentum",
          "noise_shape",
          "power_iterations",
          "rate",
          "recurrent_dropout",
          "renorm",
          "renorm_clipping",
          "renorm_momentum",
          "stddev",
          "synchronized");

  /**
   * A setting.
   *
   * @param writer the Keras that has it
   * @param layer the class
   * @param name the entry of the configuration
   */
  record Setting(String writer, String layer, String name) {
    /** Whether it is only seen when models are trained. */
    boolean trains() {
      return name.endsWith("_regularizer")
          || name.endsWith("_constraint")
          || ONLY_IN_TRAINING.contains(name)
          || (layer.startsWith("Random") || layer.contains("Dropout")) && !name.equals("dtype");
    }

    @Override
    public String toString() {
      return writer + " " + layer + "." + name;
    }
  }

  private final Map<String, Map<String, LayerSettings>> known = new TreeMap<>();
  private final Set<String> set = new TreeSet<>();

  static SettingsOfFixtures read() throws IOException {
    SettingsOfFixtures settings = new SettingsOfFixtures();
    Config table = Json.read(Fixture.root().resolve("layer_settings.json"));
    for (String writer : table.entries().keySet()) {
      Map<String, LayerSettings> layers = new TreeMap<>();
      Config entries = table.object(writer);
      for (String layer : entries.entries().keySet()) {
        layers.put(layer, LayerSettings.of(entries.object(layer)));
      }
      settings.known.put(writer, layers);
    }
    ModelReader reader = Kerasport.reader();
    for (Fixture fixture : Fixture.all()) {
      // The other forms of the same model have the same layers.
      settings.visit(reader.read(fixture.files().values().iterator().next()), false);
    }
    try (Stream<Path> trained = Files.list(Fixture.root().resolve("training"))) {
      for (Path file : trained.filter(SettingsOfFixtures::isModel).toList()) {
        settings.visit(reader.read(file), true);
      }
    }
    return settings;
  }

  /** All settings of all layers. */
  Stream<Setting> all() {
    return known.entrySet().stream()
        .flatMap(
            writer ->
                writer.getValue().entrySet().stream()
                    .flatMap(
                        layer ->
                            layer.getValue().names().stream()
                                .map(name -> new Setting(writer.getKey(), layer.getKey(), name))));
  }

  /** Whether some fixture has it away from its default, for training one whose steps are taken. */
  boolean has(Setting setting) {
    return set.contains(setting.toString());
  }

  private static boolean isModel(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".keras") || name.endsWith(".h5");
  }

  private void visit(Model model, boolean trained) {
    visit(String.valueOf(WRITERS.get(model.generation())), model.source(), trained);
  }

  private void visit(String writer, Object value, boolean trained) {
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (item != null) {
          visit(writer, item, trained);
        }
      }
    } else if (value instanceof Config object) {
      LayerSettings settings =
          known.getOrDefault(writer, Map.of()).get(String.valueOf(object.get("class_name")));
      if (settings != null && object.get("config") instanceof Config) {
        note(writer, object, settings, trained);
      }
      object.entries().values().stream()
          .filter(Objects::nonNull)
          .forEach(entry -> visit(writer, entry, trained));
    }
  }

  private void note(String writer, Config layer, LayerSettings settings, boolean trained) {
    for (String name : settings.names()) {
      Setting setting = new Setting(writer, layer.string("class_name"), name);
      if ((trained || !setting.trains()) && settings.setsOtherwise(name, layer)) {
        set.add(setting.toString());
      }
    }
  }
}
