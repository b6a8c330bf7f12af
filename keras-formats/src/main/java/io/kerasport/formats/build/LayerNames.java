package io.kerasport.formats.build;

import io.kerasport.build.Architecture;
import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.KerasLayer;
import io.kerasport.build.Sequential;
import io.kerasport.formats.build.KerasClasses.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of everything in a model. What is given none is called by its class and counted in the
 * order in which it was made, as in a new session of Keras: {@code dense}, {@code dense_1}.
 */
final class LayerNames {
  private static final String FUNCTIONAL = "functional";

  private final KerasClasses classes;
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Names everything.
   *
   * @param roots a model, or several layers
   * @param given names that come before all others
   */
  LayerNames(KerasClasses classes, Collection<? extends Block> roots, Map<Block, String> given) {
    this.classes = classes;
    Set<Object> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    roots.forEach(root -> collect(root, parts));
    parts.removeAll(given.keySet());
    names.putAll(given);
    List<Object> inOrder = new ArrayList<>(parts);
    inOrder.sort(Comparator.comparingLong(LayerNames::order));
    inOrder.forEach(this::name);
  }

  /** The name of a layer, a model, or an input. */
  String of(Object part) {
    String name = names.get(part);
    if (name == null) {
      throw new IllegalArgumentException("not a part of the model: " + part);
    }
    return name;
  }

  private static void collect(Block block, Set<Object> parts) {
    if (!parts.add(block)) {
      return;
    }
    if (block instanceof Architecture model) {
      parts.addAll(model.inputs());
      model.blocks().forEach(inner -> collect(inner, parts));
    } else if (block instanceof KerasLayer<?> layer) {
      layer.inner().forEach(inner -> collect(inner, parts));
    }
  }

  private static long order(Object part) {
    return part instanceof Input input ? input.order() : ((Block) part).order();
  }

  private void name(Object part) {
    Optional<String> given = part instanceof Input input ? input.name() : ((Block) part).name();
    names.put(part, given.orElseGet(() -> counted(stem(part))));
    if (part instanceof Sequential) {
      counted(FUNCTIONAL); // Keras keeps a functional model inside of it.
    }
  }

  private String stem(Object part) {
    if (part instanceof Input) {
      return "input_layer";
    }
    if (part instanceof KerasLayer<?> layer) {
      String className = layer.className();
      return classes
          .find(Kind.LAYER, className)
          .flatMap(KerasClass::stem)
          .orElseGet(() -> SnakeCase.of(className.substring(className.lastIndexOf('>') + 1)));
    }
    return part instanceof Sequential ? "sequential" : FUNCTIONAL;
  }

  private String counted(String stem) {
    int before = counts.merge(stem, 1, Integer::sum) - 1;
    return before == 0 ? stem : stem + "_" + before;
  }
}
