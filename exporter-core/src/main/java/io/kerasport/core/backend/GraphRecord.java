package io.kerasport.core.backend;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of one graph in the order in which they were added, whatever the backend. Inputs exist
 * before the nodes that take them, so this order is topological.
 *
 * <p>One record belongs to one graph or to one function body, never to both.
 */
public final class GraphRecord {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * A node that was added.
   *
   * @param position its place in the order
   * @param spec what was asked for
   * @param operation what the backend made of it
   */
  public record Node(int position, NodeSpec spec, Operation operation) {
    /** Its input tensors in order, lists flattened. */
    public List<Operand> inputs() {
      return spec.inputs().stream().flatMap(input -> input.operands().stream()).toList();
    }
  }

  void add(NodeSpec spec, Operation operation) {
    positions.put(spec.name(), nodes.size());
    nodes.add(new Node(nodes.size(), spec, operation));
  }

  /** The number of nodes so far. */
  public int size() {
    return nodes.size();
  }

  /** The node at a place in the order. */
  public Node node(int position) {
    return nodes.get(position);
  }

  /** The node of an operation; empty if it was not added to this graph by its builder. */
  public Optional<Node> node(Operation operation) {
    return Optional.ofNullable(positions.get(operation.name())).map(nodes::get);
  }
}
