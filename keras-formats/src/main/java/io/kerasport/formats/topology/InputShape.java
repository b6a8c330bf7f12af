package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input shape of a Sequential model: where its configuration may state it, and how one that a
 * caller gives is put there, so that the model's JSON has it from then on.
 */
record InputShape(Shape given) {
  private static final String BUILT_WITH = "build_input_shape";
  private static final List<String> STATED_BY_LAYER = List.of("batch_input_shape", "batch_shape");

  SerializedLayer into(SerializedLayer model, Place place) {
    if (!model.isSequential()) {
      throw place.error(
          "An input shape was given for `" + model.name() + "`, which is no Sequential model",
          "Leave the input shape away: the model's own input layers state it.");
    }
    Optional<List<?>> known = ofModel(model).or(() -> ofFirstLayer(model));
    if (known.isPresent()) {
      throw place.error(
          "An input shape was given for the Sequential model `"
              + model.name()
              + "`, which has one: "
              + known.get(),
          "Leave the input shape away.");
    }
    List<@Nullable Long> dims = new ArrayList<>();
    for (long dim : given.dims()) {
      dims.add(dim == Shape.UNKNOWN_DIM ? null : (Long) dim);
    }
    Config config = model.config().with(BUILT_WITH, dims);
    return new SerializedLayer(
        model.entry().with("config", config),
        model.className(),
        model.registeredName(),
        config,
        model.name());
  }

  /** The shape that a Sequential model was built with. */
  static Optional<List<?>> ofModel(SerializedLayer model) {
    return list(model.config(), BUILT_WITH)
        .or(
            () ->
                model.entry().get("build_config") instanceof Config build
                    ? list(build, "input_shape")
                    : Optional.empty());
  }

  /** The shape that a layer states for its input. */
  static Optional<List<?>> ofLayer(Config config) {
    return STATED_BY_LAYER.stream().flatMap(key -> list(config, key).stream()).findFirst();
  }

  /** The shape that the first layer states, or the first one inside that. */
  private static Optional<List<?>> ofFirstLayer(SerializedLayer model) {
    Config at = model.config();
    while (at.get("layers") instanceof List<?> layers
        && !layers.isEmpty()
        && layers.get(0) instanceof Config first
        && first.get("config") instanceof Config config) {
      Optional<List<?>> stated = ofLayer(config).or(() -> list(config, BUILT_WITH));
      if (stated.isPresent()) {
        return stated;
      }
      at = config;
    }
    return Optional.empty();
  }

  private static Optional<List<?>> list(Config config, String key) {
    return config.get(key) instanceof List<?> shape
            && shape.stream().allMatch(dim -> dim == null || dim instanceof Long)
        ? Optional.of(shape)
        : Optional.empty();
  }
}
