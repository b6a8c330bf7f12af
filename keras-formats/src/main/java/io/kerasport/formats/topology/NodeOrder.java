package io.kerasport.formats.topology;

import io.kerasport.model.KerasTensor;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Puts calls into an order in which they can run, as near to the order of the file as possible. */
final class NodeOrder {
  private NodeOrder() {}

  private record Call(String layer, int index) {}

  static List<Node> sorted(List<Node> nodes, Place place) {
    Map<Call, Integer> positions = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      positions.put(new Call(nodes.get(i).layer(), nodes.get(i).index()), i);
    }
    int[] waitsFor = new int[nodes.size()];
    List<List<Integer>> awaitedBy = new ArrayList<>();
    nodes.forEach(node -> awaitedBy.add(new ArrayList<>()));
    for (int i = 0; i < nodes.size(); i++) {
      for (KerasTensor needed : nodes.get(i).dependencies()) {
        Integer maker = positions.get(new Call(needed.layer(), needed.node()));
        if (maker != null) {
          waitsFor[i]++;
          awaitedBy.get(maker).add(i);
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      ordered.add(nodes.get(next));
      for (int waiting : awaitedBy.get(next)) {
        if (--waitsFor[waiting] == 0) {
          ready.add(waiting);
        }
      }
    }
    if (ordered.size() < nodes.size()) {
      List<String> stuck =
          nodes.stream()
              .filter(node -> waitsFor[positions.get(new Call(node.layer(), node.index()))] > 0)
              .map(Node::layer)
              .distinct()
              .limit(10)
              .toList();
      throw place.error("Layers wait for each other's outputs: " + String.join(", ", stuck));
    }
    return ordered;
  }
}
