package io.kerasport.formats.build;

import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that a layer is built with: those of its first call.
 *
 * @param positional a {@link Shape} for each tensor, a List for a list of tensors, null for what is
 *     no tensor
 * @param keywords alike
 */
record BuiltWith(List<@Nullable Object> positional, Map<String, @Nullable Object> keywords) {

  static BuiltWith one(Shape shape) {
    return new BuiltWith(List.of(shape), Map.of());
  }

  /** What a layer writes of the arguments that it records. */
  Optional<Config> record(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    if (arguments.size() == 1) {
      return Optional.of(new Fields().with("input_shape", plain(positional.get(0))).config());
    }
    Fields shapes = new Fields();
    for (int i = 0; i < arguments.size(); i++) {
      shapes.with(arguments.get(i), plain(i < positional.size() ? positional.get(i) : null));
    }
    Object key = positional.size() > 2 ? positional.get(2) : keywords.get("key");
    if (key != null) {
      shapes.with("key_shape", plain(key));
    }
    return Optional.of(new Fields().with("shapes_dict", shapes.config()).config());
  }

  /** What the layer inside of another one is built with. */
  @Nullable BuiltWith inside(String outer) {
    if (positional.isEmpty() || !(positional.get(0) instanceof Shape shape) || shape.rank() < 2) {
      return null;
    }
    return switch (outer) {
      case "Bidirectional", "StackedRNNCells", "SpectralNormalization" -> one(shape);
      case "TimeDistributed", "RNN" -> one(shape.slice(0, 1).concat(shape.slice(2, shape.rank())));
      default -> null;
    };
  }

  /** The same with another number of features. */
  @Nullable BuiltWith withFeatures(@Nullable Object count) {
    return count instanceof Long features && positional.get(0) instanceof Shape shape
        ? one(shape.withDim(-1, features))
        : null;
  }

  /** The axes between the batch and the features. */
  @Nullable List<@Nullable Object> innerAxes() {
    if (positional.isEmpty() || !(positional.get(0) instanceof Shape shape)) {
      return null;
    }
    List<@Nullable Object> axes = new ArrayList<>();
    for (long axis = 1; axis < shape.rank() - 1; axis++) {
      axes.add(axis);
    }
    return axes;
  }

  /** A shape as Keras writes it. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(String.valueOf(key), plain(item)));
      return Config.of(entries);
    }
    if (!(value instanceof Shape shape) || !shape.hasRank()) {
      return null;
    }
    List<@Nullable Object> sizes = new ArrayList<>();
    for (long size : shape.dims()) {
      sizes.add(size == Shape.UNKNOWN_DIM ? null : (Long) size);
    }
    return sizes;
  }
}
