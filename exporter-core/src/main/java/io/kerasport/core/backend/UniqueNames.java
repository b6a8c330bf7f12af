package io.kerasport.core.backend;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names in use in one graph, and the rule that makes new ones.
 *
 * <p>A name taken before gets {@code _1}, {@code _2} …, whatever its case, as TensorFlow's Python
 * {@code Graph.unique_name} does. Characters a node name must not have become underscores (node
 * names follow {@code [A-Za-z0-9.][A-Za-z0-9_.\\/>-]*}). Two kinds of root names that TensorFlow's
 * Java loader stumbles over are changed as well: it takes a name that begins with {@code Init} for
 * an initializer, and overflows on ten or more digits behind an underscore, wherever they stand.
 */
final class UniqueNames {
  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_.\\\\/>-]");
  private static final Pattern BAD_START = Pattern.compile("^[^A-Za-z0-9.].*", Pattern.DOTALL);
  private static final Pattern LONG_NUMBER = Pattern.compile("_(?=[0-9]{10})");

  private final Map<String, Integer> uses = new HashMap<>();

  /**
   * Takes a name.
   *
   * @param scope enclosing scope with its final slash, or empty
   * @param wanted name inside that scope
   * @return the full name, valid and unique
   */
  String take(String scope, String wanted) {
    String full = scope + valid(wanted, scope.isEmpty());
    String key = full.toLowerCase(Locale.ROOT);
    int count = uses.getOrDefault(key, 0);
    uses.put(key, count + 1);
    if (count == 0) {
      return full;
    }
    int suffix = count;
    while (uses.containsKey(key + "_" + suffix)) {
      suffix++;
    }
    uses.put(key + "_" + suffix, 1);
    return full + "_" + suffix;
  }

  private static String valid(String wanted, boolean root) {
    String name = FORBIDDEN.matcher(wanted).replaceAll("_");
    if (name.isEmpty() || BAD_START.matcher(name).matches()) {
      name = "." + name;
    }
    if (root && name.startsWith("Init")) {
      name = "layer_" + name;
    }
    return root ? LONG_NUMBER.matcher(name).replaceAll("-") : name;
  }
}
