package io.kerasport.formats.build;

import io.kerasport.build.Call;
import io.kerasport.build.Functional;
import io.kerasport.build.Input;
import io.kerasport.build.Output;
import io.kerasport.build.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls and layers of a functional model in the order in which Keras holds them: the layers
 * furthest from the outputs first, and in the order in which they are found from the outputs where
 * they are equally far.
 */
final class CallOrder {
  private final Map<Object, Integer> found = new IdentityHashMap<>();
  private final Map<Object, Boolean> finished = new IdentityHashMap<>();
  private final List<Object> nodes = new ArrayList<>();

  CallOrder(Functional model) {
    model.outputs().forEach(this::visit);
    List<Input> inputs = model.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      // Inputs that nothing uses come before what was found.
      found.putIfAbsent(inputs.get(i), i - inputs.size());
    }
  }

  /** Whether a call leads to an output of the model. */
  boolean contains(Call call) {
    return finished.containsKey(call);
  }

  /** A node is a call, or an input. */
  private void visit(Tensor tensor) {
    Object node = tensor instanceof Output output ? output.call() : tensor;
    if (finished.containsKey(node)) {
      return;
    }
    found.putIfAbsent(layer(node), found.size());
    if (node instanceof Call call) {
      call.arguments().tensors().forEach(this::visit);
    }
    finished.put(node, true);
    nodes.add(node);
  }

  private static Object layer(Object node) {
    return node instanceof Call call ? call.callee() : node;
  }

  /** The inputs, layers and models that are called, each once. */
  List<Object> layers() {
    Map<Object, Integer> ofNode = new IdentityHashMap<>();
    Map<Object, Integer> ofLayer = new IdentityHashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Object node = nodes.get(i);
      int depth = Math.max(ofNode.getOrDefault(node, 0), ofLayer.getOrDefault(layer(node), 0));
      ofLayer.put(layer(node), depth);
      ofNode.put(node, depth);
      if (node instanceof Call call) {
        for (Tensor tensor : call.arguments().tensors()) {
          Object before = tensor instanceof Output output ? output.call() : tensor;
          ofNode.merge(before, depth + 1, Math::max);
        }
      }
    }
    found.keySet().forEach(layer -> ofLayer.putIfAbsent(layer, 0));
    Map<Integer, List<Object>> byDepth = new TreeMap<>();
    ofLayer.forEach(
        (layer, depth) -> byDepth.computeIfAbsent(-depth, key -> new ArrayList<>()).add(layer));
    List<Object> ordered = new ArrayList<>();
    for (List<Object> equallyFar : byDepth.values()) {
      equallyFar.sort(Comparator.comparingInt(layer -> found.getOrDefault(layer, 0)));
      ordered.addAll(equallyFar);
    }
    return ordered;
  }
}
