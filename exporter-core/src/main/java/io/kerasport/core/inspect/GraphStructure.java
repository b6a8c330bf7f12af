package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes of a graph or function body, numbered by structure: op, attributes, device and
 * everything before them, but not by name.
 *
 * <p>Three kinds of nodes are told apart by more than that. What a signature feeds is known by its
 * place in the signature, any other placeholder by its name, as that is how it is fed; and a
 * resource without a shared name is known by its node's name, as TensorFlow does it.
 */
final class GraphStructure {
  private static final String FED = "Placeholder";
  private static final String SHARED_NAME = "shared_name";
  private static final String LOOP_EDGE = "NextIteration";

  private final GraphView view;
  private final StructureTable table;
  private final ComparableAttrs attrs;
  private final Map<String, String> roles;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Deque<String> loopEdges = new ArrayDeque<>();

  /**
   * A structure that is computed as far as it is asked for.
   *
   * @param roles by node, what makes it identifiable from outside
   */
  GraphStructure(
      GraphView view, StructureTable table, ComparableAttrs attrs, Map<String, String> roles) {
    this.view = view;
    this.table = table;
    this.attrs = attrs;
    this.roles = roles;
  }

  GraphView view() {
    return view;
  }

  /** The value of an attribute as a reader sees it: its own, else the default, else null. */
  @Nullable AttrValue effective(NodeDef node, String attr) {
    return attrs.effective(node, attr);
  }

  String role(String node) {
    return roles.getOrDefault(node, "");
  }

  /** The number of a node. */
  int number(String node) {
    int number = numberOf(node);
    while (!loopEdges.isEmpty()) {
      numberOf(loopEdges.remove());
    }
    return number;
  }

  /** What an input refers to, in comparable form. */
  Object structure(Endpoint endpoint) {
    if (view.node(endpoint.node()) == null) {
      int argument = view.argument(endpoint.node());
      return argument < 0
          ? new StructureTable.Missing(endpoint.node())
          : new StructureTable.Argument(argument);
    }
    return new StructureTable.Output(number(endpoint.node()), endpoint.port());
  }

  /** How often each number occurs among the nodes seen so far. */
  SortedMap<Integer, Integer> occurrences() {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    numbers.values().forEach(number -> counts.merge(number, 1, Integer::sum));
    return counts;
  }

  /** The nodes seen so far that have a number, sorted by name. */
  List<String> nodes(int number) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Numbers a node after all nodes before it; a stack of its own, as graphs are deep. */
  private int numberOf(String root) {
    Deque<String> path = new ArrayDeque<>();
    Set<String> open = new HashSet<>();
    path.push(root);
    while (!path.isEmpty()) {
      String name = path.peek();
      NodeDef node = view.node(name);
      if (numbers.containsKey(name)) {
        path.pop();
      } else if (node == null) {
        numbers.put(name, table.number(new StructureTable.Missing(name)));
      } else if (open.add(name)) {
        for (String input : node.getInputList()) {
          String source = view.endpoint(input).node();
          NodeDef producer = view.node(source);
          if (producer != null
              && !numbers.containsKey(source)
              && !open.contains(source)
              && !producer.getOp().equals(LOOP_EDGE)) {
            path.push(source);
          }
        }
      } else {
        numbers.put(name, table.number(structure(node)));
        open.remove(name);
        path.pop();
      }
    }
    Integer number = numbers.get(root);
    return number == null ? -1 : number;
  }

  private StructureTable.Node structure(NodeDef node) {
    List<Object> inputs = new ArrayList<>();
    List<Integer> controls = new ArrayList<>();
    for (String input : node.getInputList()) {
      Endpoint endpoint = view.endpoint(input);
      if (endpoint.control()) {
        controls.add(finished(endpoint));
      } else {
        inputs.add(input(endpoint));
      }
    }
    Collections.sort(controls);
    return new StructureTable.Node(
        node.getOp(), identity(node), node.getDevice(), attrs(node), inputs, controls);
  }

  /** A node's attributes in comparable form; what is fed has no value of its own. */
  Map<String, Object> attrs(NodeDef node) {
    Map<String, Object> comparable = attrs.of(node);
    if (!role(node.getName()).isEmpty() && node.getOp().equals("Const")) {
      comparable.remove("value");
    }
    return comparable;
  }

  private int finished(Endpoint endpoint) {
    Integer known = numbers.get(endpoint.node());
    return known == null ? table.number(input(endpoint)) : known;
  }

  private Object input(Endpoint endpoint) {
    Integer known = numbers.get(endpoint.node());
    if (known != null) {
      return new StructureTable.Output(known, endpoint.port());
    }
    NodeDef producer = view.node(endpoint.node());
    if (producer == null) {
      return structure(endpoint);
    }
    loopEdges.add(endpoint.node());
    return new StructureTable.Loop(producer.getOp(), endpoint.port());
  }

  /** The role of a node, else the name it is known by, else nothing. */
  String identity(NodeDef node) {
    String role = role(node.getName());
    if (!role.isEmpty()) {
      return role;
    }
    @Nullable AttrValue shared = attrs.effective(node, SHARED_NAME);
    boolean unshared = shared != null && shared.getS().isEmpty();
    return node.getOp().equals(FED) || unshared ? "name " + node.getName() : "";
  }
}
