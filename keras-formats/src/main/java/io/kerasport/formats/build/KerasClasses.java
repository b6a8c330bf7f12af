package io.kerasport.formats.build;

import io.kerasport.formats.json.JsonReader;
import io.kerasport.model.Config;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The classes of Keras 3 by the names they go by. */
@Singleton
final class KerasClasses {
  private static final String RESOURCE = "keras3.json";

  private final Map<Kind, Map<String, KerasClass>> byKind = new EnumMap<>(Kind.class);

  /** What classes are for. */
  enum Kind {
    LAYER("layers"),
    INITIALIZER("initializers"),
    REGULARIZER("regularizers"),
    CONSTRAINT("constraints"),
    OPTIMIZER("optimizers"),
    SCHEDULE("schedules"),
    LOSS("losses"),
    METRIC("metrics");

    private final String key;

    Kind(String key) {
      this.key = key;
    }
  }

  @Inject
  KerasClasses(JsonReader json) {
    Config table = json.read(bytes(), RESOURCE);
    for (Kind kind : Kind.values()) {
      Map<String, KerasClass> classes = new LinkedHashMap<>();
      Config entries = table.object(kind.key);
      for (String name : entries.entries().keySet()) {
        classes.put(name, new KerasClass(name, entries.object(name)));
      }
      byKind.put(kind, classes);
    }
  }

  private static byte[] bytes() {
    try (InputStream in = KerasClasses.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /** A class by its name, or by one that stands for it; optimizers also in small letters. */
  Optional<KerasClass> find(Kind kind, String name) {
    Map<String, KerasClass> classes = byKind.getOrDefault(kind, Map.of());
    KerasClass found = classes.get(name);
    return found != null
        ? Optional.of(found)
        : classes.values().stream()
            .filter(
                entry ->
                    entry.isCalled(name)
                        || kind == Kind.OPTIMIZER && entry.name().equalsIgnoreCase(name))
            .findFirst();
  }
}
