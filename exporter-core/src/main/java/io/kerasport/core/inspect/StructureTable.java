package io.kerasport.core.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Gives equal structures equal numbers (hash consing). Graphs whose nodes are numbered by one table
 * are compared by comparing numbers, without collisions and in linear time.
 */
final class StructureTable {
  private final Map<Object, Integer> numbers = new HashMap<>();

  int number(Object structure) {
    return numbers.computeIfAbsent(structure, fresh -> numbers.size());
  }

  /**
   * A node without its name.
   *
   * @param op op type
   * @param role what makes it identifiable from outside, such as the signature input that feeds it
   * @param device device it asks for
   * @param attrs comparable values of the attributes that are not at their default
   * @param inputs data inputs in order
   * @param controls numbers of the nodes it waits for, sorted
   */
  record Node(
      String op,
      String role,
      String device,
      Map<String, Object> attrs,
      List<Object> inputs,
      List<Integer> controls) {}

  /** An output of a node. */
  record Output(int node, String port) {}

  /** An argument of a function. */
  record Argument(int index) {}

  /** A reference to a node that does not exist. */
  record Missing(String name) {}

  /** The edge that closes a loop: the loop's body is compared on its own. */
  record Loop(String op, String port) {}

  /**
   * A function without its name.
   *
   * @param arguments types of its arguments
   * @param outputs types of its results
   * @param attrs its attributes
   * @param results where its results come from
   * @param controls numbers of the nodes that always run, sorted
   * @param nodes how often each node number occurs in its body
   */
  record Function(
      List<Object> arguments,
      List<Object> outputs,
      Map<String, Object> attrs,
      List<Object> results,
      List<Integer> controls,
      SortedMap<Integer, Integer> nodes) {}

  /** An attribute that names a function the library lacks, or one that calls itself. */
  record OpenFunction(String name) {}
}
