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
  private final Map<Integer, RecordedLoop> loops = new HashMap<>();
  private final Map<Integer, KeepingLoop> keeping = new HashMap<>();

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

  void add(RecordedLoop loop, Operation operation) {
    loops.put(positions.get(operation.name()), loop);
  }

  /** What a node repeats; empty if it is no loop. */
  public Optional<RecordedLoop> loop(Node node) {
    return Optional.ofNullable(loops.get(node.position()));
  }

  /**
   * Remembers what keeps the intermediate values of a loop.
   *
   * @param kept the tensors of its body whose values are kept
   * @param by the loop that keeps them, in lists behind its other outputs
   */
  public void keep(Node loop, List<Operand> kept, Operation by) {
    keeping.put(loop.position(), new KeepingLoop(kept, by));
  }

  /** The loop that keeps intermediate values of a loop; empty if none does. */
  public Optional<KeepingLoop> keeping(Node loop) {
    return Optional.ofNullable(keeping.get(loop.position()));
  }

  /**
   * A loop that keeps intermediate values.
   *
   * @param kept tensors of the body, in the order of the lists
   * @param operation its node
   */
  public record KeepingLoop(List<Operand> kept, Operation operation) {}

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
    return Optional.ofNullable(positions.get(operation.name()))
        .map(nodes::get)
        .filter(node -> node.operation().equals(operation));
  }
}
