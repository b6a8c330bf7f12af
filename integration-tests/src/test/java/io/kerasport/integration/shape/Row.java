package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One op with its inputs and attributes, made alike in any graph. */
final class Row {
  private final String type;
  private final List<Object> inputs = new ArrayList<>();
  private final Map<String, Attr> attrs = new LinkedHashMap<>();

  private Row(String type) {
    this.type = type;
  }

  static Row of(String type, Source... inputs) {
    Row row = new Row(type);
    row.inputs.addAll(List.of(inputs));
    return row;
  }

  Row in(Source input) {
    inputs.add(input);
    return this;
  }

  /** Adds a list input. */
  Row list(List<Source> list) {
    inputs.add(List.copyOf(list));
    return this;
  }

  Row attr(String name, Attr value) {
    attrs.put(name, value);
    return this;
  }

  Row attr(String name, long value) {
    return attr(name, Attr.of(value));
  }

  Row attr(String name, boolean value) {
    return attr(name, Attr.of(value));
  }

  Row attr(String name, String value) {
    return attr(name, Attr.of(value));
  }

  Row attr(String name, DType value) {
    return attr(name, Attr.of(value));
  }

  String type() {
    return type;
  }

  /** Makes the inputs; the node itself only when it is built. */
  NodeBuilder prepare(GraphBuilder graph) {
    NodeBuilder node = graph.node(type);
    for (Object input : inputs) {
      if (input instanceof Source source) {
        node.input(source.make().apply(graph));
      } else {
        List<Operand> operands = new ArrayList<>();
        for (Object source : (List<?>) input) {
          operands.add(((Source) source).make().apply(graph));
        }
        node.inputs(operands);
      }
    }
    attrs.forEach(node::attr);
    return node;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    inputs.forEach(input -> parts.add(input.toString()));
    attrs.forEach((name, value) -> parts.add(name + "=" + describe(value)));
    return type + "(" + String.join(", ", parts) + ")";
  }

  private static String describe(Attr attr) {
    if (attr instanceof Attr.Many many) {
      return many.values().stream().map(Row::describe).collect(Collectors.joining(" ", "[", "]"));
    }
    return attr.toString().replaceAll("^\\w+\\[value=(.*)]$", "$1");
  }
}
