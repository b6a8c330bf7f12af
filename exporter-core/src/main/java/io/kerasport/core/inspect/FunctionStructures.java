package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * The functions of a library, numbered by content: what they take, give and do, but not by name.
 */
final class FunctionStructures {
  private final StructureTable table;
  private final ComparableAttrs attrs;
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, GraphStructure> bodies = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  FunctionStructures(FunctionDefLibrary library, StructureTable table, OpDefaults defaults) {
    this.table = table;
    this.attrs = new ComparableAttrs(defaults, this::structure);
    library.getFunctionList().forEach(f -> functions.putIfAbsent(f.getSignature().getName(), f));
    library.getFunctionList().forEach(f -> number(f.getSignature().getName()));
  }

  /** A function in comparable form. */
  Object structure(String name) {
    Integer number = numbers.get(name);
    if (number != null) {
      return number;
    }
    // Either the library lacks it, or it calls back into the function being numbered.
    return new StructureTable.OpenFunction(functions.containsKey(name) ? "" : name);
  }

  /** Attributes of graphs that use these functions. */
  ComparableAttrs attrs() {
    return attrs;
  }

  /** A function's definition, or null if the library lacks it. */
  @Nullable FunctionDef definition(String name) {
    return functions.get(name);
  }

  /** The numbered body of a function. */
  GraphStructure body(FunctionDef function) {
    return bodies.computeIfAbsent(
        function.getSignature().getName(),
        name -> new GraphStructure(GraphView.of(function), table, attrs, Map.of()));
  }

  /** Numbers a function after the functions it calls. */
  private void number(String root) {
    Deque<String> path = new ArrayDeque<>();
    Set<String> open = new HashSet<>();
    path.push(root);
    while (!path.isEmpty()) {
      String name = path.peek();
      FunctionDef function = functions.get(name);
      if (numbers.containsKey(name) || function == null) {
        path.pop();
      } else if (open.add(name)) {
        for (String callee : callees(function)) {
          if (!numbers.containsKey(callee) && !open.contains(callee)) {
            path.push(callee);
          }
        }
      } else {
        numbers.put(name, table.number(content(function)));
        path.pop();
      }
    }
  }

  private static Set<String> callees(FunctionDef function) {
    Set<String> names = new HashSet<>();
    for (NodeDef node : function.getNodeDefList()) {
      for (AttrValue attr : node.getAttrMap().values()) {
        if (attr.hasFunc()) {
          names.add(attr.getFunc().getName());
        }
        attr.getList().getFuncList().forEach(reference -> names.add(reference.getName()));
      }
    }
    return names;
  }

  private StructureTable.Function content(FunctionDef function) {
    GraphStructure body = body(function);
    List<Object> results = new ArrayList<>();
    for (OpDef.ArgDef output : function.getSignature().getOutputArgList()) {
      results.add(
          body.structure(body.view().endpoint(function.getRetOrDefault(output.getName(), ""))));
    }
    List<Integer> controls =
        function.getControlRetMap().values().stream().map(body::number).sorted().toList();
    return new StructureTable.Function(
        types(function.getSignature().getInputArgList()),
        types(function.getSignature().getOutputArgList()),
        attrs.of(function.getAttrMap()),
        results,
        controls,
        body.occurrences());
  }

  private static List<Object> types(List<OpDef.ArgDef> arguments) {
    List<Object> types = new ArrayList<>();
    for (OpDef.ArgDef argument : arguments) {
      types.add(
          argument.toBuilder()
              .clearName()
              .clearDescription()
              .clearHandleData()
              .clearExperimentalFullType()
              .build());
    }
    return types;
  }
}
