package io.kerasport.core.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Collects differences under a common place. */
final class Differences {
  private static final String NOTHING = "none";

  private final List<Difference> found;
  private final String place;

  Differences() {
    this(new ArrayList<>(), "");
  }

  private Differences(List<Difference> found, String place) {
    this.found = found;
    this.place = place;
  }

  /** The same collection, for differences at a place inside this one. */
  Differences at(String inner) {
    return new Differences(found, place.isEmpty() ? inner : place + ", " + inner);
  }

  void add(String left, String right) {
    found.add(new Difference(place, left, right));
  }

  /** Adds a difference unless the values are equal. */
  void compare(String what, Object left, Object right) {
    if (!Objects.equals(left, right)) {
      at(what).add(line(left), line(right));
    }
  }

  private static String line(Object value) {
    return value.toString().strip().replace('\n', ' ');
  }

  /**
   * Compares what two sides have under names: reports the names that one side lacks, in order, and
   * calls back for those both have.
   */
  void compareKeys(
      String kind, Collection<String> left, Collection<String> right, Consumer<String> both) {
    TreeSet<String> all = new TreeSet<>(left);
    all.addAll(right);
    for (String key : all) {
      boolean inLeft = left.contains(key);
      if (inLeft && right.contains(key)) {
        both.accept(key);
      } else {
        at(kind + " " + key).add(inLeft ? "present" : NOTHING, inLeft ? NOTHING : "present");
      }
    }
  }

  int size() {
    return found.size();
  }

  List<Difference> found() {
    return List.copyOf(found);
  }
}
