package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Compares two graphs of objects along their edges from the root. Numbers of objects make no
 * difference; that two edges lead to one object does.
 */
final class ObjectGraphDiff {
  private final ObjectView left;
  private final ObjectView right;
  private final Differences differences;
  private final FunctionPairs functions;
  private final Map<Integer, Integer> pairs = new HashMap<>();
  private final Map<Integer, String> leftPaths = new HashMap<>();
  private final Map<Integer, String> rightPaths = new HashMap<>();
  private final Deque<Integer> queue = new ArrayDeque<>();
  private final Set<Integer> unfollowed = new LinkedHashSet<>();

  /** Compares functions that two objects stand for. */
  @FunctionalInterface
  interface FunctionPairs {
    /**
     * Reports how two functions differ.
     *
     * @param where the objects
     */
    void compare(String where, String left, String right);
  }

  private ObjectGraphDiff(
      ObjectView left, ObjectView right, FunctionPairs functions, Differences differences) {
    this.left = left;
    this.right = right;
    this.functions = functions;
    this.differences = differences;
  }

  static void compare(
      ObjectView left, ObjectView right, FunctionPairs functions, Differences differences) {
    if (left.size() == 0 || right.size() == 0) {
      differences.compare(
          "presence",
          left.size() == 0 ? "none" : "present",
          right.size() == 0 ? "none" : "present");
      return;
    }
    ObjectGraphDiff diff = new ObjectGraphDiff(left, right, functions, differences);
    diff.meet("root", 0, 0);
    diff.walk();
  }

  private void walk() {
    while (!queue.isEmpty() || !unfollowed.isEmpty()) {
      if (queue.isEmpty()) {
        List<Integer> owners = List.copyOf(unfollowed);
        unfollowed.clear();
        owners.forEach(this::follow);
      } else {
        objects(queue.remove());
      }
    }
  }

  /** Two edges of one name lead to these objects. */
  private void meet(String path, int leftObject, int rightObject) {
    String leftBefore = leftPaths.putIfAbsent(leftObject, path);
    String rightBefore = rightPaths.putIfAbsent(rightObject, path);
    if (leftBefore == null && rightBefore == null) {
      pairs.put(leftObject, rightObject);
      queue.add(leftObject);
      unfollowed.add(leftObject);
    } else if (!Objects.equals(leftBefore, rightBefore)) {
      differences
          .at(path)
          .add(
              leftBefore == null ? "an object of its own" : "the same as " + leftBefore,
              rightBefore == null ? "an object of its own" : "the same as " + rightBefore);
    }
  }

  private void objects(int leftObject) {
    int rightObject = pairs.getOrDefault(leftObject, 0);
    String path = leftPaths.getOrDefault(leftObject, "");
    Differences here = differences.at(path);
    SortedMap<String, Object> leftProperties = left.properties(leftObject);
    SortedMap<String, Object> rightProperties = right.properties(rightObject);
    here.compareKeys(
        "property",
        leftProperties.keySet(),
        rightProperties.keySet(),
        name ->
            here.compare(
                name,
                Objects.requireNonNull(leftProperties.get(name)),
                Objects.requireNonNull(rightProperties.get(name))));
    List<String> leftFunctions = left.functions(leftObject);
    List<String> rightFunctions = right.functions(rightObject);
    here.compare("number of functions", leftFunctions.size(), rightFunctions.size());
    for (int i = 0; i < Math.min(leftFunctions.size(), rightFunctions.size()); i++) {
      functions.compare(path, leftFunctions.get(i), rightFunctions.get(i));
    }
    edges(
        here,
        "child",
        left.children(leftObject),
        right.children(rightObject),
        (name, objects) -> meet(path + "." + name, objects[0], objects[1]));
  }

  /** Follows what may lead to children of other objects, after all children have been met. */
  private void follow(int leftObject) {
    int rightObject = pairs.getOrDefault(leftObject, 0);
    String path = leftPaths.getOrDefault(leftObject, "");
    Differences here = differences.at(path);
    edges(
        here,
        "use",
        left.uses(leftObject),
        right.uses(rightObject),
        (name, objects) -> meet(path + "." + name, objects[0], objects[1]));
    edges(
        here,
        "slot",
        slots(left.slots(leftObject), leftPaths),
        slots(right.slots(rightObject), rightPaths),
        (name, objects) -> meet(path + "." + name, objects[0], objects[1]));
  }

  private static SortedMap<String, Integer> slots(
      List<ObjectView.Slot> slots, Map<Integer, String> paths) {
    SortedMap<String, Integer> edges = new TreeMap<>();
    for (ObjectView.Slot slot : slots) {
      String variable = paths.getOrDefault(slot.variable(), "an object nothing else leads to");
      edges.put(slot.name() + " of " + variable, slot.slot());
    }
    return edges;
  }

  private static void edges(
      Differences here,
      String kind,
      SortedMap<String, Integer> leftEdges,
      SortedMap<String, Integer> rightEdges,
      BiConsumer<String, int[]> both) {
    here.compareKeys(
        kind,
        leftEdges.keySet(),
        rightEdges.keySet(),
        name ->
            both.accept(
                name,
                new int[] {leftEdges.getOrDefault(name, 0), rightEdges.getOrDefault(name, 0)}));
  }
}
