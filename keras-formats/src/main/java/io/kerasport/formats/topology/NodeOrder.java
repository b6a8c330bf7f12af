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
  private static final int MOST_NAMED = 10;

  private NodeOrder() {}

  private record Call(String layer, int index) {}

  /** A call that waits for others. */
  private static final class Waiting {
    final Node node;
    final int position;
    final List<Waiting> awaitedBy = new ArrayList<>();
    int missing;

    Waiting(Node node, int position) {
      this.node = node;
      this.position = position;
    }
  }

  static List<Node> sorted(List<Node> nodes, Place place) {
    List<Waiting> all = linked(nodes);
    PriorityQueue<Waiting> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(a.position, b.position));
    all.stream().filter(waiting -> waiting.missing == 0).forEach(ready::add);
    List<Node> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      Waiting next = ready.remove();
      ordered.add(next.node);
      for (Waiting waiting : next.awaitedBy) {
        if (--waiting.missing == 0) {
          ready.add(waiting);
        }
      }
    }
    if (ordered.size() < nodes.size()) {
      List<String> stuck =
          all.stream()
              .filter(waiting -> waiting.missing > 0)
              .map(waiting -> waiting.node.layer())
              .distinct()
              .limit(MOST_NAMED)
              .toList();
      throw place.error("Layers wait for each other's outputs (" + String.join(", ", stuck) + ")");
    }
    return ordered;
  }

  private static List<Waiting> linked(List<Node> nodes) {
    List<Waiting> all = new ArrayList<>();
    Map<Call, Waiting> byCall = new HashMap<>();
    for (Node node : nodes) {
      Waiting waiting = new Waiting(node, all.size());
      all.add(waiting);
      byCall.put(new Call(node.layer(), node.index()), waiting);
    }
    for (Waiting waiting : all) {
      for (KerasTensor needed : waiting.node.dependencies()) {
        Waiting maker = byCall.get(new Call(needed.layer(), needed.node()));
        if (maker != null) {
          maker.awaitedBy.add(waiting);
          waiting.missing++;
        }
      }
    }
    return all;
  }
}
