package io.kerasport.formats.build;

import io.kerasport.build.Block;
import io.kerasport.build.KerasLayer;
import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.build.KerasClasses.Kind;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spells layers, and the layers inside of them. */
final class LayerSpeller {
  private static final String BIDIRECTIONAL = "Bidirectional";
  private static final String ZEROS_FOR_MASK = "zero_output_for_mask";

  private final KerasClasses classes;
  private final ObjectSpeller objects;
  private final LayerNames names;

  LayerSpeller(KerasClasses classes, ObjectSpeller objects, LayerNames names) {
    this.classes = classes;
    this.objects = objects;
    this.names = names;
  }

  /**
   * A layer's serialized object.
   *
   * @param built what is known of the first call; null where it is not known
   */
  Fields layer(KerasLayer<?> layer, @Nullable BuiltWith built) {
    String className = layer.className();
    String place = "layer " + names.of(layer);
    Map<String, @Nullable Object> stated = new LinkedHashMap<>(layer.settings());
    stated.put("name", names.of(layer));
    Optional<KerasClass> known = classes.find(Kind.LAYER, className);
    Config config =
        known.isPresent()
            ? new StatedSettings(known.get(), place)
                .over(stated, (key, value) -> setting(layer, key, value, built, place))
            : custom(layer, stated, built, place);
    if (className.equals(BIDIRECTIONAL)) {
      config = bothDirections(config);
    }
    if (className.equals("MultiHeadAttention") && built != null && !config.has("attention_axes")) {
      config = config.with("attention_axes", built.innerAxes());
    }
    Fields fields =
        known.isPresent()
            ? Fields.object(known.get().module(), known.get().name(), config, null)
            : Fields.customObject(className, config);
    if (built != null) {
      List<String> recorded = known.map(KerasClass::recordedShapes).orElse(List.of("input"));
      built.record(recorded).ifPresent(shapes -> fields.with("build_config", shapes));
    }
    return fields;
  }

  /** What a call of a layer records besides its arguments. */
  Config impliedKeywords(Block callee) {
    if (callee instanceof KerasLayer<?> layer) {
      return classes
          .find(Kind.LAYER, layer.className())
          .map(KerasClass::impliedKeywords)
          .orElse(Config.empty());
    }
    return new Fields().with("mask", null).config();
  }

  private Config custom(
      KerasLayer<?> layer,
      Map<String, @Nullable Object> stated,
      @Nullable BuiltWith built,
      String place) {
    Fields fields =
        new Fields()
            .with("name", stated.get("name"))
            .with("trainable", stated.getOrDefault("trainable", true))
            .with(
                "dtype",
                StatedSettings.dtypePolicy(
                    stated.getOrDefault("dtype", "float32") instanceof String policy
                        ? policy
                        : "float32"));
    layer
        .settings()
        .forEach(
            (key, value) -> {
              if (!key.equals("dtype") && !key.equals("trainable")) {
                fields.with(key, setting(layer, key, value, built, place));
              }
            });
    return fields.config();
  }

  private @Nullable Object setting(
      KerasLayer<?> outer,
      String key,
      @Nullable Object value,
      @Nullable BuiltWith built,
      String place) {
    if (value instanceof KerasLayer<?> inner) {
      return layer(inner, built == null ? null : built.inside(outer.className())).config();
    }
    if (value instanceof Block) {
      throw new ModelFormatException(
          "A model inside of a layer is not written", place, "Call the model itself.", null);
    }
    if (value instanceof List<?> list && list.stream().anyMatch(Block.class::isInstance)) {
      return inOrder(list, built, place);
    }
    return objects.setting(key, value, place);
  }

  /** Cells on top of each other: each takes what the one before gives. */
  private List<@Nullable Object> inOrder(List<?> cells, @Nullable BuiltWith built, String place) {
    List<@Nullable Object> spelled = new ArrayList<>();
    BuiltWith at = built;
    for (Object item : cells) {
      if (!(item instanceof KerasLayer<?> cell)) {
        throw new ModelFormatException("A list of layers has " + item + " in it", place, "", null);
      }
      Config config = layer(cell, at).config();
      spelled.add(config);
      at = at == null ? null : at.withFeatures(config.at("config/units"));
    }
    return spelled;
  }

  /** Keras names the layer by its direction, and turns a copy of it around. */
  private static Config bothDirections(Config config) {
    Config forward = config.object("layer");
    Config settings = forward.object("config");
    Config backward = config.optionalObject("backward_layer").orElse(forward);
    Config turned =
        config.has("backward_layer")
            ? backward.object("config")
            : settings.with("go_backwards", !settings.bool("go_backwards", false));
    boolean sequences = settings.bool("return_sequences", false);
    return config
        .with("layer", forward.with("config", direction("forward_", settings, sequences)))
        .with("backward_layer", backward.with("config", direction("backward_", turned, sequences)));
  }

  private static Config direction(String prefix, Config layer, boolean sequences) {
    Config named = layer.with("name", prefix + layer.string("name"));
    return named.entries().containsKey(ZEROS_FOR_MASK)
        ? named.with(ZEROS_FOR_MASK, sequences)
        : named;
  }
}
