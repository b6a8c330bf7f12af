package io.kerasport.core.registry;

import io.kerasport.export.CustomObjects;
import io.kerasport.model.KerasObject;
import jakarta.inject.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Extensions of one kind by name; the custom objects of the current call come first.
 *
 * @param kind what they are, for messages, such as {@code loss}
 * @param type their extension point
 * @param bound what is bound
 * @param scope the custom objects
 */
public record Registry<T>(
    String kind, Class<T> type, Map<String, Provider<T>> bound, CustomObjectScope scope) {
  private static final int NEAR_ENOUGH = 4;
  private static final int MOST_SUGGESTIONS = 3;

  /** The extension of a name. */
  public Optional<T> find(String name) {
    return custom()
        .find(type, name)
        .map(object -> CustomObject.guarded(kind, type, name, object))
        .or(() -> Optional.ofNullable(bound.get(name)).map(Provider::get));
  }

  /** The extension of a registered name where one is bound, else of a plain name. */
  public Optional<T> find(@Nullable String registeredName, String name) {
    return Optional.ofNullable(registeredName).flatMap(this::find).or(() -> find(name));
  }

  /** The extension an entry of a configuration names. */
  public Optional<T> find(KerasObject object) {
    return find(object.registeredName(), object.name());
  }

  /** Says that a name is not bound, with those that are nearly the same. */
  public String unknown(String name) {
    List<String> near =
        Stream.concat(bound.keySet().stream(), custom().names(type).stream())
            .distinct()
            .filter(candidate -> distance(candidate, name) < NEAR_ENOUGH)
            .sorted(
                Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_SUGGESTIONS)
            .toList();
    String suggestion = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    return "no " + kind + " is called `" + name + "`" + suggestion;
  }

  private CustomObjects custom() {
    return scope.current();
  }

  /** Edits between two names, letter case aside (Levenshtein). */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitute = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
