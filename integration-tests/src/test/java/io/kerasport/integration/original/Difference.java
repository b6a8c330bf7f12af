package io.kerasport.integration.original;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A line of two directories that is not the same in both.
 *
 * @param where the line
 * @param original its value in the original's directory
 * @param ours its value in ours
 */
record Difference(String where, String original, String ours) {
  private static final String ABSENT = "absent";

  static List<Difference> between(Map<String, String> original, Map<String, String> ours) {
    TreeSet<String> lines = new TreeSet<>(original.keySet());
    lines.addAll(ours.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String line : lines) {
      String before = original.getOrDefault(line, ABSENT);
      String after = ours.getOrDefault(line, ABSENT);
      if (!before.equals(after)) {
        differences.add(new Difference(line, before, after));
      }
    }
    return differences;
  }

  /** This difference in a kind of exports, which its line begins with. */
  Difference in(String kind) {
    return new Difference(kind + where, original, ours);
  }

  @Override
  public String toString() {
    return where + ": " + original + " -> " + ours;
  }
}
