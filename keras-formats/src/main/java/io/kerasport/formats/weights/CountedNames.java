package io.kerasport.formats.weights;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Layers that have other names than in a file only because Keras counted on: {@code dense} and
 * {@code dense_1} of one run are {@code dense_7} and {@code dense_8} of another. Those of one base
 * correspond in the order of their numbers, however the file lists them.
 */
final class CountedNames {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_([0-9]{1,9})");

  private final Map<String, TreeMap<Integer, String>> byBase = new HashMap<>();
  private boolean ambiguous;

  private record Counted(String base, int number) {
    static Counted of(String name) {
      Matcher matcher = NUMBERED.matcher(name);
      return matcher.matches()
          ? new Counted(matcher.group(1), Integer.parseInt(matcher.group(2)))
          : new Counted(name, 0);
    }
  }

  /**
   * Adds a layer.
   *
   * @param path what is to be found under the name
   */
  void add(String name, String path) {
    Counted counted = Counted.of(name);
    String before =
        byBase.computeIfAbsent(counted.base(), base -> new TreeMap<>()).put(counted.number(), path);
    ambiguous |= before != null && !before.equals(path);
  }

  /**
   * The paths of these layers, by what the weights of a file have in front: their path up to and
   * with the name of their layer.
   *
   * @param weights names of weights, such as {@code dense_1/kernel}
   * @return empty if some weight is of no such layer, or the layers are not as many
   */
  Optional<Map<String, String>> pathsFor(List<String> weights) {
    CountedNames stored = new CountedNames();
    for (String weight : weights) {
      if (!addOwner(weight, stored)) {
        return Optional.empty();
      }
    }
    Map<String, String> found = new HashMap<>();
    for (Map.Entry<String, TreeMap<Integer, String>> base : stored.byBase.entrySet()) {
      TreeMap<Integer, String> own = byBase.getOrDefault(base.getKey(), new TreeMap<>());
      if (own.size() != base.getValue().size()) {
        return Optional.empty();
      }
      Iterator<String> paths = own.values().iterator();
      base.getValue().values().forEach(owner -> found.put(owner, paths.next()));
    }
    return ambiguous || stored.ambiguous ? Optional.empty() : Optional.of(found);
  }

  private boolean addOwner(String weight, CountedNames stored) {
    int start = 0;
    for (int end = weight.indexOf('/'); end >= 0; end = weight.indexOf('/', start)) {
      String part = weight.substring(start, end);
      if (byBase.containsKey(Counted.of(part).base())) {
        stored.add(part, weight.substring(0, end + 1));
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}
