package io.kerasport.formats.build;

import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How Keras 3 writes the objects of one class.
 *
 * @param name the class
 * @param entry what is known of it
 */
record KerasClass(String name, Config entry) {

  String module() {
    return entry.string("module");
  }

  /** What objects are called that are given no name. */
  Optional<String> stem() {
    return entry.optionalString("name");
  }

  /** The entries of the configuration, in their order. */
  Config config() {
    return entry.object("config");
  }

  boolean requires(String key) {
    return strings("required").contains(key);
  }

  /** The entry that gives another one its value unless that is stated. */
  @Nullable String followedBy(String key) {
    return entry.at("follows/" + key) instanceof String other ? other : null;
  }

  /** Whether Keras holds an entry in float32. */
  boolean isFloat32(String key) {
    return strings("float32").contains(key);
  }

  /** Whether Keras takes a setting that it does not write. */
  boolean alsoTakes(String key) {
    return strings("also").contains(key);
  }

  /** The arguments whose shapes a layer records when it is built; empty if it records none. */
  List<String> recordedShapes() {
    return strings("shapes");
  }

  /** What a call records besides the arguments it is given. */
  Config impliedKeywords() {
    return entry.optionalObject("keywords").orElse(Config.empty());
  }

  boolean isCalled(String other) {
    return strings("aliases").contains(other);
  }

  /** Every setting, for messages. */
  List<String> settings() {
    TreeSet<String> all = new TreeSet<>(config().entries().keySet());
    all.addAll(strings("also"));
    return List.copyOf(all);
  }

  private List<String> strings(String key) {
    List<String> found = new ArrayList<>();
    if (entry.get(key) instanceof List<?> list) {
      list.forEach(item -> found.add(String.valueOf(item)));
    }
    return found;
  }
}
