package io.kerasport.graph;

import java.util.List;

/** Collects what a node needs, then adds it to the graph. */
public interface NodeBuilder {
  /** Sets the node's name inside the scope; the op type is the default. */
  NodeBuilder name(String name);

  /** Adds the next input. */
  NodeBuilder input(Operand operand);

  /** Adds the next input, which is a list. */
  NodeBuilder inputs(List<? extends Operand> operands);

  /** Sets an attribute. Types and list lengths that inputs determine need not be set. */
  NodeBuilder attr(String name, Attr value);

  /**
   * Sets the attribute {@code shared_name} to the node's own full name, so that the resource it
   * makes can be told from others of its kind.
   */
  NodeBuilder sharedUnderItsName();

  /** Makes the node run after another. */
  NodeBuilder control(Operation operation);

  /**
   * Adds the node.
   *
   * @throws io.kerasport.export.ExportException if it contradicts its op: arity, attributes,
   *     element types or shapes; the message names op, node and layer
   */
  Operation build();

  /** Adds the node and returns its first output. */
  default Operand buildOutput() {
    return build().output();
  }
}
