package io.kerasport.core.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The functions of a graph, and its nodes that are written in place of others. */
public final class FunctionLibrary {
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, String> replacements = new HashMap<>();

  /** Adds a function. */
  public void add(FunctionDef function) {
    functions.put(function.getSignature().getName(), function);
  }

  /** Lets one node be written in place of another, under that one's name. */
  public void replace(String old, String by) {
    replacements.put(old, by);
  }

  /** Nodes as they are written: replaced, and with the functions that they call. */
  public GraphDef complete(GraphDef nodes) {
    GraphDef replaced = replacements.isEmpty() ? nodes : replaced(nodes);
    Map<String, FunctionDef> called = called(replaced.getNodeList());
    GraphDef.Builder complete = replaced.toBuilder().clearLibrary();
    if (!called.isEmpty()) {
      complete.setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(called.values()));
    }
    return complete.build();
  }

  private GraphDef replaced(GraphDef nodes) {
    Map<String, NodeDef> byName = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    nodes.getNodeList().forEach(node -> byName.put(node.getName(), node));
    replacements.forEach((old, by) -> names.put(by, old));
    GraphDef.Builder replaced = nodes.toBuilder().clearNode();
    for (NodeDef node : nodes.getNodeList()) {
      if (replacements.containsValue(node.getName())) {
        continue;
      }
      String by = replacements.getOrDefault(node.getName(), node.getName());
      NodeDef.Builder written = byName.getOrDefault(by, node).toBuilder();
      written.setName(node.getName());
      for (int i = 0; i < written.getInputCount(); i++) {
        written.setInput(i, renamed(written.getInput(i), names));
      }
      replaced.addNode(written);
    }
    return replaced.build();
  }

  private static String renamed(String input, Map<String, String> names) {
    int colon = input.indexOf(':');
    String control = input.startsWith("^") ? "^" : "";
    String index = colon < 0 ? "" : input.substring(colon);
    String name = input.substring(control.length(), input.length() - index.length());
    return control + names.getOrDefault(name, name) + index;
  }

  private Map<String, FunctionDef> called(List<NodeDef> nodes) {
    Map<String, FunctionDef> called = new TreeMap<>();
    Deque<NodeDef> ahead = new ArrayDeque<>(nodes);
    while (!ahead.isEmpty()) {
      for (String name : functionsOf(ahead.remove())) {
        FunctionDef function = functions.get(name);
        if (function != null && called.put(name, function) == null) {
          ahead.addAll(function.getNodeDefList());
        }
      }
    }
    return called;
  }

  private static List<String> functionsOf(NodeDef node) {
    List<String> names = new ArrayList<>();
    for (AttrValue attr : node.getAttrMap().values()) {
      if (attr.hasFunc()) {
        names.add(attr.getFunc().getName());
      }
      attr.getList().getFuncList().forEach(function -> names.add(function.getName()));
    }
    return names;
  }
}
