package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the trackable object graph: a model, a layer, a container or a variable.
 *
 * <p>Several names may lead from one object to another, for instance {@code kernel} and {@code
 * _kernel}; the one added first goes into the checkpoint's keys.
 */
final class TrackableObject {
  private final Map<String, TrackableObject> children = new LinkedHashMap<>();
  private final Map<String, TrackableObject> places = new LinkedHashMap<>();
  private final List<SlotReference> slots = new ArrayList<>();
  private final @Nullable GraphVariable variable;

  /**
   * A slot variable of an optimizer, which has no edge of its own.
   *
   * @param name the slot's name
   * @param of the variable it is kept for
   * @param slot the slot's variable
   */
  record SlotReference(String name, TrackableObject of, GraphVariable slot) {}

  private TrackableObject(@Nullable GraphVariable variable) {
    this.variable = variable;
  }

  static TrackableObject container() {
    return new TrackableObject(null);
  }

  static TrackableObject of(GraphVariable variable) {
    return new TrackableObject(variable);
  }

  /** The variable behind this object; null for everything that is none. */
  @Nullable GraphVariable variable() {
    return variable;
  }

  Map<String, TrackableObject> children() {
    return children;
  }

  void track(String name, TrackableObject child) {
    children.put(name, child);
  }

  /** Tracks a child under a name that leads to it whatever else a reader finds. */
  void trackPlace(String name, TrackableObject child) {
    track(name, child);
    places.put(name, child);
  }

  /**
   * The edges to the children as checkpoints list them. TensorFlow binds an object by the first
   * edge that its reader has, so that those come first which are certain.
   */
  Map<String, TrackableObject> edges() {
    Map<String, TrackableObject> edges = new LinkedHashMap<>(places);
    children.forEach(edges::putIfAbsent);
    return edges;
  }

  /** The slot variables, for an optimizer that keeps them beside the variables. */
  List<SlotReference> slots() {
    return slots;
  }

  /** Tracks a child behind containers, which are made where they are missing. */
  void trackPath(String path, TrackableObject child) {
    TrackableObject parent = this;
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      parent = parent.children.computeIfAbsent(names[i], name -> container());
    }
    parent.track(names[names.length - 1], child);
  }

  /**
   * Every object reachable from this one, breadth first, with its shortest path: names escaped and
   * joined with slashes; empty for this object.
   */
  Map<TrackableObject, String> reachable() {
    Map<TrackableObject, String> paths = new LinkedHashMap<>();
    Deque<TrackableObject> queue = new ArrayDeque<>();
    paths.put(this, "");
    queue.add(this);
    while (!queue.isEmpty()) {
      TrackableObject object = queue.remove();
      String path = paths.getOrDefault(object, "");
      object.children.forEach(
          (name, child) -> {
            if (!paths.containsKey(child)) {
              paths.put(child, path.isEmpty() ? escape(name) : path + "/" + escape(name));
              queue.add(child);
            }
          });
    }
    return paths;
  }

  /** The escapes of {@code tensorflow/python/checkpoint/trackable_view.py}. */
  private static String escape(String name) {
    return name.replace(".", "..").replace("/", ".S");
  }
}
