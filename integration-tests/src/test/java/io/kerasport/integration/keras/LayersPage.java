package io.kerasport.integration.keras;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.clone.RefusedLayers;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.spi.LayerSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page that says which layers are exported, as the tests have it: models of the fixtures are
 * exported once more while their layers are watched. The main method writes it.
 */
final class LayersPage {
  private static final String INTRODUCTION =
      """
      # Which layers are exported

      Written from the tests; a test fails when it says anything else. A layer is served where a file that Keras wrote has it, and the exports by both backends predict what Keras predicted. It is trained where a training step through it changes weights as it does in Keras, or, for layers that draw random numbers, changes its input with the same distribution. Layers without weights and randomness of their own are trained by the gradients of the operations that they are made of, each compared with TensorFlow's; those that no training step of the tests has are marked `served`.

      Masks: a layer *makes* them, *passes* them *on*, or *ends* them (uses them or drops them, as Keras does).
      """;

  /** Models whose training steps, or images in training, are compared with those of Keras. */
  private static final List<String> TRAINED =
      List.of(
          "added_loss.keras",
          "decoder_keras.keras",
          "decoder_tf_keras.keras",
          "dropping_keras.keras",
          "dropping_tf_keras.keras",
          "encoder_keras.keras",
          "encoder_tf_keras.keras",
          "drops_keras.keras",
          "drops_tf_keras.keras",
          "layers_keras.keras",
          "layers_tf_keras.keras",
          "mixed_keras.keras",
          "mixed_tf_keras.keras",
          "random_keras.keras",
          "random_tf_keras.keras",
          "recurrent.keras",
          "settings_convolutions_keras.keras",
          "settings_convolutions_tf_keras.keras",
          "settings_layouts_keras.keras",
          "settings_layouts_tf_keras.keras",
          "settings_norms_and_heads_keras.keras",
          "settings_norms_and_heads_tf_keras.keras",
          "settings_recurrences_keras.keras",
          "settings_recurrences_tf_keras.keras",
          "spectral_keras.keras",
          "spectral_tf_keras.keras",
          "stateful_keras.keras",
          "stateful_tf_keras.keras");

  private final LayerUse serving = new LayerUse();
  private final LayerUse training = new LayerUse();
  private final Map<String, LayerSerializer> serializers = new TreeMap<>();

  private LayersPage() {
    Runtimes.injector()
        .getInstance(Key.get(new TypeLiteral<Map<String, LayerSerializer>>() {}))
        .forEach(
            (name, serializer) -> {
              boolean own = serializer.getClass().getName().startsWith("io.kerasport.serializers.");
              if (own && !name.startsWith("keras.ops.") && !name.startsWith("tf.")) {
                serializers.put(name, serializer);
              }
            });
  }

  /** Takes the file to write. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("layers");
    Files.writeString(Path.of(arguments[0]), text(directory));
  }

  /**
   * The page.
   *
   * @param directory where models are exported to
   */
  static String text(Path directory) throws IOException {
    LayersPage page = new LayersPage();
    int count = 0;
    for (Fixture fixture : Fixture.all()) {
      // The other forms of the same model have the same layers.
      Path file = fixture.files().values().iterator().next();
      page.export(file, directory.resolve("" + count++), page.serving);
    }
    for (String name : TRAINED) {
      Path file = Fixture.root().resolve("training").resolve(name);
      page.export(file, directory.resolve("" + count++), page.training);
    }
    return page.page();
  }

  private void export(Path file, Path target, LayerUse use) {
    Model model = Runtimes.through("pure-java").reader().read(file);
    CustomObjects watched = use.watch(serializers);
    ExportOptions options =
        ExportOptions.builder().customObjects(watched).servingOnly(use == serving).build();
    Runtimes.through("pure-java").exporter().export(model, target, options);
    wrapped(model, use == serving);
  }

  /** Layers that wrap others call them themselves, so that the configuration tells of those. */
  private void wrapped(Model model, boolean served) {
    for (Layer layer : model.layers()) {
      if (layer.nested() != null) {
        wrapped(layer.nested(), served);
      }
      (served ? serving : training).wraps(layer.config(), model.generation(), serializers.keySet());
    }
  }

  private String page() {
    List<String> lines = new ArrayList<>(List.of(INTRODUCTION.strip(), ""));
    lines.add("| layer | Keras 2 | Keras 3 | masks |");
    lines.add("|---|---|---|---|");
    for (String name : serializers.keySet()) {
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  name,
                  cell(name, KerasGeneration.KERAS_2),
                  cell(name, KerasGeneration.KERAS_3),
                  masks(name)));
    }
    lines.addAll(List.of("", "## Refused", ""));
    lines.add("| layer | reason |");
    lines.add("|---|---|");
    new TreeMap<>(RefusedLayers.reasons())
        .forEach((name, reason) -> lines.add("| " + name + " | " + reason + " |"));
    lines.add("| quantized layers | their arithmetic is that of integers; save the model before |");
    return String.join("\n", lines) + "\n";
  }

  private String cell(String name, KerasGeneration generation) {
    if (training.trained(name).contains(generation)) {
      return "served, trained";
    }
    return serving.served(name).contains(generation) ? "served" : "";
  }

  private String masks(String name) {
    Set<LayerUse.Masks> all = EnumSet.noneOf(LayerUse.Masks.class);
    all.addAll(serving.masks(name));
    all.addAll(training.masks(name));
    return all.stream()
        .map(masks -> masks.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
