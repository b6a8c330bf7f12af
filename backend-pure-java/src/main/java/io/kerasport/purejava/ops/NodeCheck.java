package io.kerasport.purejava.ops;

import io.kerasport.core.backend.AttrValues;
import io.kerasport.core.backend.NodeSpec;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;

/**
 * Checks one node request against its op's definition and completes its attributes.
 *
 * <p>Attributes come from the caller, from the inputs (element types and list lengths), and from
 * defaults, in this order; two that disagree are a problem. Follows TensorFlow's {@code
 * NodeDefBuilder} and {@code ValidateNodeDef}.
 */
public final class NodeCheck {
  /** Keeps a wrong number from a file from filling the memory. */
  private static final int MOST_OUTPUTS = 1 << 16;

  private final OpDef op;
  private final NodeSpec node;
  private final Map<String, Binding> bindings = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * The value of an attribute.
   *
   * @param origin what determined it, for error messages
   */
  private record Binding(AttrValue value, String origin) {}

  private NodeCheck(OpDef op, NodeSpec node) {
    this.op = op;
    this.node = node;
  }

  /**
   * Checks a node.
   *
   * @throws ExportException with everything that contradicts the definition
   */
  public static CheckedNode check(OpDef op, NodeSpec node) {
    return new NodeCheck(op, node).run();
  }

  private CheckedNode run() {
    refuseReferences();
    node.attrs().forEach(this::bindGiven);
    bindInputs();
    bindDefaults();
    if (problems.isEmpty()) {
      checkValues();
    }
    if (!problems.isEmpty()) {
      throw contradiction();
    }
    Map<String, AttrValue> values = new TreeMap<>();
    bindings.forEach((name, binding) -> values.put(name, binding.value()));
    NodeAttrs attrs = new NodeAttrs(values);
    return new CheckedNode(op, attrs, outputTypes(attrs));
  }

  private ExportException contradiction() {
    return new ExportException(
        ErrorId.GRAPH,
        "Node `%s` contradicts its op %s".formatted(node.name(), op.getName()),
        problems,
        "",
        null);
  }

  private void refuseReferences() {
    if (op.getInputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef)
        || op.getOutputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef)) {
      problem(
          "it works on the reference variables of TensorFlow 1; use resource variables"
              + " (VarHandleOp) instead",
          "op " + op.getName());
    }
  }

  private void bindGiven(String name, Attr attr) {
    if (name.startsWith("_")) {
      bindings.put(name, new Binding(AttrValues.of(attr), "the caller"));
      return;
    }
    Optional<OpDef.AttrDef> def = definition(name);
    if (def.isEmpty()) {
      problem(
          "the op has no such attribute; it has "
              + op.getAttrList().stream().map(OpDef.AttrDef::getName).toList(),
          "attribute " + name);
      return;
    }
    bind(name, AttrValues.of(attr), "the caller", "attribute " + name);
  }

  private void bindInputs() {
    if (node.inputs().size() != op.getInputArgCount()) {
      problem(
          "the op takes %d inputs %s, found %d"
              .formatted(
                  op.getInputArgCount(),
                  op.getInputArgList().stream().map(OpDef.ArgDef::getName).toList(),
                  node.inputs().size()),
          "inputs");
      return;
    }
    for (int i = 0; i < op.getInputArgCount(); i++) {
      bindInput(op.getInputArg(i), node.inputs().get(i));
    }
  }

  private void bindInput(OpDef.ArgDef arg, NodeSpec.Input input) {
    String where = "input " + arg.getName();
    boolean listWanted = !arg.getNumberAttr().isEmpty() || !arg.getTypeListAttr().isEmpty();
    if (listWanted != input.isList()) {
      problem(
          listWanted
              ? "the op takes a list of tensors here, found a single one"
              : "the op takes a single tensor here, found a list of " + input.operands().size(),
          where);
      return;
    }
    if (!arg.getTypeListAttr().isEmpty()) {
      Attr types = Attr.types(input.operands().stream().map(Operand::dtype).toList());
      bind(arg.getTypeListAttr(), AttrValues.of(types), where, where);
      return;
    }
    if (!arg.getNumberAttr().isEmpty()) {
      Attr length = Attr.of(input.operands().size());
      bind(arg.getNumberAttr(), AttrValues.of(length), where, where);
    }
    for (Operand operand : input.operands()) {
      if (!arg.getTypeAttr().isEmpty()) {
        bind(arg.getTypeAttr(), AttrValues.of(Attr.of(operand.dtype())), where, where);
      } else if (operand.dtype().number() != arg.getTypeValue()) {
        problem(
            "expected a tensor of %s, found %s of %s"
                .formatted(
                    AttrCheck.typeName(arg.getTypeValue()),
                    operand.tensorName(),
                    operand.dtype().kerasName()),
            where);
      }
    }
  }

  private void bind(String name, AttrValue value, String origin, String where) {
    Binding before = bindings.putIfAbsent(name, new Binding(value, origin));
    if (before != null && !before.value().equals(value)) {
      problem(
          "attribute %s is %s here, but %s by %s"
              .formatted(
                  name,
                  AttrCheck.describe(value),
                  AttrCheck.describe(before.value()),
                  before.origin()),
          where);
    }
  }

  private void bindDefaults() {
    for (OpDef.AttrDef def : op.getAttrList()) {
      if (bindings.containsKey(def.getName())) {
        continue;
      }
      if (def.hasDefaultValue()) {
        bindings.put(def.getName(), new Binding(def.getDefaultValue(), "its default"));
      } else if (problems.isEmpty()) {
        problem(
            "it must be set: no input determines it and it has no default; its kind is "
                + def.getType(),
            "attribute " + def.getName());
      }
    }
  }

  private void checkValues() {
    bindings.forEach(
        (name, binding) ->
            definition(name)
                .flatMap(def -> AttrCheck.problem(def, binding.value()))
                .ifPresent(
                    what ->
                        problem(what + " (set by " + binding.origin() + ")", "attribute " + name)));
  }

  private List<DType> outputTypes(NodeAttrs attrs) {
    List<DType> types = new ArrayList<>();
    for (OpDef.ArgDef arg : op.getOutputArgList()) {
      if (!arg.getTypeListAttr().isEmpty()) {
        types.addAll(attrs.types(arg.getTypeListAttr()));
        continue;
      }
      DType type =
          arg.getTypeAttr().isEmpty()
              ? DType.ofNumber(arg.getTypeValue())
              : attrs.type(arg.getTypeAttr());
      long count = arg.getNumberAttr().isEmpty() ? 1 : attrs.integer(arg.getNumberAttr());
      if (count > MOST_OUTPUTS) {
        problem(
            "it would have %d outputs, more than %d".formatted(count, MOST_OUTPUTS),
            "attribute " + arg.getNumberAttr());
        throw contradiction();
      }
      for (long i = 0; i < count; i++) {
        types.add(type);
      }
    }
    return types;
  }

  private Optional<OpDef.AttrDef> definition(String name) {
    return op.getAttrList().stream().filter(def -> def.getName().equals(name)).findFirst();
  }

  private void problem(String what, String where) {
    problems.add(new Problem(what, where));
  }
}
