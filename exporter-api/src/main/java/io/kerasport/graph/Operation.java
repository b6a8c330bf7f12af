package io.kerasport.graph;

import java.util.List;

/** A node of the graph. */
public interface Operation {
  /** The full name, scopes included. */
  String name();

  /** The op type, such as {@code MatMul}. */
  String type();

  /** All outputs in order; those of a list output lie one after the other. */
  List<Operand> outputs();

  /**
   * The only or first output.
   *
   * @throws IndexOutOfBoundsException if the operation has no output
   */
  default Operand output() {
    return outputs().get(0);
  }
}
