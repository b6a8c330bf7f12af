package io.kerasport.formats.build;

import io.kerasport.formats.build.KerasClasses.Kind;
import io.kerasport.model.Config;
import io.kerasport.model.KerasObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spells what has no shapes: initializers, losses, optimizers and their like. */
final class ObjectSpeller {
  private static final Map<String, Kind> BY_SUFFIX =
      Map.of(
          "_initializer", Kind.INITIALIZER,
          "_regularizer", Kind.REGULARIZER,
          "_constraint", Kind.CONSTRAINT,
          "learning_rate", Kind.SCHEDULE,
          "inner_optimizer", Kind.OPTIMIZER);
  private static final String CLASS_NAME = "class_name";

  private final KerasClasses classes;

  ObjectSpeller(KerasClasses classes) {
    this.classes = classes;
  }

  /** The value of a setting, which its name tells the kind of. */
  @Nullable Object setting(String key, @Nullable Object value, String place) {
    for (Map.Entry<String, Kind> suffix : BY_SUFFIX.entrySet()) {
      if (key.endsWith(suffix.getKey())) {
        return object(suffix.getValue(), value, place);
      }
    }
    return value;
  }

  /** An object given by a name or with settings; anything else stays as it is. */
  @Nullable Object object(Kind kind, @Nullable Object value, String place) {
    if (value instanceof String name) {
      return classes
          .find(kind, name)
          .<Object>map(found -> known(found, Config.empty(), place))
          .orElseGet(
              () -> name.contains(">") ? Fields.customObject(name, Config.empty()).config() : name);
    }
    if (value instanceof KerasObject object) {
      String name = object.registeredName() == null ? object.name() : object.registeredName();
      return configured(kind, name, object.config(), place);
    }
    if (value instanceof Config object && object.has(CLASS_NAME)) {
      return object.has("module") || object.has("registered_name")
          ? object
          : configured(
              kind,
              object.string(CLASS_NAME),
              object.optionalObject("config").orElse(Config.empty()),
              place);
    }
    return value;
  }

  private Config configured(Kind kind, String name, Config config, String place) {
    return classes
        .find(kind, name)
        .map(found -> known(found, config, place))
        .orElseGet(() -> Fields.customObject(name, config).config());
  }

  private Config known(KerasClass found, Config stated, String place) {
    Config config =
        new StatedSettings(found, place)
            .over(stated.entries(), (key, value) -> setting(key, value, place));
    return Fields.object(found.module(), found.name(), config, null).config();
  }

  /**
   * What is said for outputs, in any nesting: names of functions stay as they are, as Keras keeps
   * them.
   */
  @Nullable Object ofOutputs(Kind kind, @Nullable Object value, String place) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(ofOutputs(kind, item, place)));
      return items;
    }
    if (value instanceof Config config && !config.has(CLASS_NAME)) {
      Fields fields = new Fields();
      config.entries().forEach((output, item) -> fields.with(output, ofOutputs(kind, item, place)));
      return fields.config();
    }
    return value instanceof String ? value : object(kind, value, place);
  }
}
