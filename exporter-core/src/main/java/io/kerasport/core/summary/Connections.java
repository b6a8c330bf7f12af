package io.kerasport.core.summary;

import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the layers of a model are connected. */
final class Connections {
  private Connections() {}

  /** By layer, the tensors that its calls take. */
  static Map<String, List<String>> of(Model model) {
    Map<String, List<String>> connections = new LinkedHashMap<>();
    for (Node node : model.nodes()) {
      for (KerasTensor tensor : node.dependencies()) {
        connections
            .computeIfAbsent(node.layer(), layer -> new ArrayList<>())
            .add(tensor.toString());
      }
    }
    return connections;
  }

  /** Whether every layer is called once, on the output of the one before it. */
  static boolean isChain(Model model) {
    if (model.kind() == Model.Kind.SEQUENTIAL) {
      return true;
    }
    Set<String> called = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (Node node : model.nodes()) {
      List<KerasTensor> inputs = node.dependencies();
      if (inputs.size() != 1 || !called.add(node.layer()) || !taken.add(inputs.get(0).layer())) {
        return false;
      }
    }
    return model.inputs().size() == 1;
  }
}
