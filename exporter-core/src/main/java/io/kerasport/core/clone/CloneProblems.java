package io.kerasport.core.clone;

import io.kerasport.export.Problem;
import io.kerasport.model.ConfigException;
import java.util.ArrayList;
import java.util.List;

/** What keeps the layers of a model from being exported, in the order in which it was found. */
final class CloneProblems {
  private static final String WAY_OUT =
      "Register a serializer for each unknown class: bind it in a Guice module annotated with"
          + " @KerasportExtension and put its jar on the class path. See docs/extending.md.";

  private final List<Problem> all = new ArrayList<>();
  private boolean anyUnknown;

  List<Problem> all() {
    return List.copyOf(all);
  }

  /** What can be done about them; nothing in general if every class is known. */
  String wayOut() {
    return anyUnknown ? WAY_OUT : "";
  }

  /** Adds something that a layer cannot be exported with. */
  void add(String what, String layerPath) {
    all.add(new Problem(what, "layer " + layerPath));
  }

  void add(ConfigException e, String layerPath) {
    add("the configuration entry " + e.getMessage(), layerPath);
  }

  /** Adds a class or a function that an extension could provide. */
  void addUnknown(String what, String layerPath) {
    anyUnknown = true;
    add(what, layerPath);
  }
}
