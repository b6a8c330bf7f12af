package io.kerasport.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loss, metric, optimizer, schedule, regularizer or constraint as a configuration names it.
 *
 * @param name the class, or the function where a function was given, without its package; such as
 *     {@code MeanSquaredError} or {@code mse}
 * @param registeredName the name a custom object was registered under, such as {@code
 *     my_package>MyLoss}; null for those of Keras
 * @param config its settings; empty where only a name was given
 */
public record KerasObject(String name, @Nullable String registeredName, Config config) {

  /** An object with all its settings at their defaults. */
  public static KerasObject named(String name) {
    return new KerasObject(name, null, Config.empty());
  }

  /**
   * An object with some settings of its own.
   *
   * @param name the class, or the name that a custom one is registered under
   */
  public static KerasObject configured(
      String name, Map<String, ? extends @Nullable Object> settings) {
    return registered(name, Config.of(settings));
  }

  /**
   * Reads an entry of a configuration in any of the forms Keras writes: a name, {@code {class_name,
   * config}} with or without a module, or a function object; empty for null.
   *
   * @param key the entry's key, for the message
   * @throws ConfigException if the entry has another form
   */
  public static Optional<KerasObject> of(String key, @Nullable Object entry) {
    if (entry == null) {
      return Optional.empty();
    }
    if (entry instanceof String name) {
      return Optional.of(registered(name, Config.empty()));
    }
    if (!(entry instanceof Config object) || !object.has("class_name")) {
      throw new ConfigException(key, "a name or an object with a class_name", entry);
    }
    if (object.get("config") instanceof String function) {
      return Optional.of(registered(function, Config.empty()));
    }
    Config config = object.optionalObject("config").orElse(Config.empty());
    KerasObject plain = registered(object.string("class_name"), config);
    String registered = object.optionalString("registered_name").orElse(plain.registeredName());
    boolean custom = registered != null && registered.indexOf('>') >= 0;
    return Optional.of(new KerasObject(plain.name(), custom ? registered : null, config));
  }

  /** Splits {@code package>Name}. */
  private static KerasObject registered(String name, Config config) {
    int qualifier = name.lastIndexOf('>');
    return qualifier < 0
        ? new KerasObject(name, null, config)
        : new KerasObject(name.substring(qualifier + 1), name, config);
  }
}
