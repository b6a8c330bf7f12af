package io.kerasport.integration.keras;

import io.kerasport.model.Config;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a layer, and what they are when nobody sets them, as {@code layer_settings.json}
 * has them.
 *
 * @param defaults settings that need not be set
 * @param required settings that have to be given
 * @param unwritten settings that Keras writes only when they are set
 * @param follows settings whose default is another one
 */
record LayerSettings(Config defaults, List<?> required, Config unwritten, Config follows) {
  private static final long LAST_AXIS = -1;

  /** Says nothing about a layer or an object that is a setting itself. */
  private static final Set<String> UNSAID =
      Set.of(
          "build_config",
          "dtype",
          "go_backwards",
          "module",
          "name",
          "registered_name",
          "seed",
          "shared_object_id",
          "trainable");

  static LayerSettings of(Config entry) {
    return new LayerSettings(
        entry.object("default"),
        entry.has("required") ? entry.list("required") : List.of(),
        entry.optionalObject("unwritten").orElse(Config.empty()),
        entry.optionalObject("follows").orElse(Config.empty()));
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(defaults.entries().keySet());
    required.forEach(name -> names.add(String.valueOf(name)));
    names.addAll(unwritten.entries().keySet());
    return names;
  }

  /**
   * Whether a layer sets one of them to something else.
   *
   * @param layer the serialized layer, with its class, configuration and what it was built for
   */
  boolean setsOtherwise(String name, Config layer) {
    Config config = layer.object("config");
    if (!config.entries().containsKey(name)) {
      return false;
    }
    if (required.contains(name)) {
      return true;
    }
    Object value = config.get(name);
    if (follows.has(name)) {
      return !Objects.equals(plain(value), plain(config.get(follows.string(name))));
    }
    Object otherwise = (defaults.entries().containsKey(name) ? defaults : unwritten).get(name);
    if (name.equals("axis") && Objects.equals(otherwise, LAST_AXIS)) {
      return isOtherAxis(value, layer.get("build_config"));
    }
    return !Objects.equals(plain(value), plain(otherwise));
  }

  /** Some layers count their axes from the front once they are built. */
  private static boolean isOtherAxis(@Nullable Object value, @Nullable Object built) {
    if (!(value instanceof List<?> list)) {
      return isOtherAxis(List.of(value == null ? "none" : value), built);
    }
    if (list.size() != 1 || !(list.get(0) instanceof Long axis)) {
      return true;
    }
    if (axis < 0) {
      return axis != LAST_AXIS;
    }
    // What does not tell its rank proves nothing.
    return built instanceof Config known
        && known.get("input_shape") instanceof List<?> shape
        && axis != rank(shape) - 1;
  }

  private static int rank(List<?> shape) {
    return shape.get(0) instanceof List<?> first ? first.size() : shape.size();
  }

  /** A value without what says nothing about it: null, names, seeds, where a class lives. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> Objects.requireNonNullElse(plain(item), "null")).toList();
    }
    if (value instanceof Config object) {
      if (Objects.equals(object.get("class_name"), "DTypePolicy")
          || Objects.equals(object.get("class_name"), "Policy")) {
        return object.object("config").get("name");
      }
      Config plain = Config.empty();
      for (String key : object.entries().keySet()) {
        boolean says = !UNSAID.contains(key) && object.has(key);
        plain = says ? plain.with(key, plain(object.get(key))) : plain;
      }
      return plain.entries();
    }
    return value instanceof Long number ? Double.valueOf(number) : value;
  }
}
