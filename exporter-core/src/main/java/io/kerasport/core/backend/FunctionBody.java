package io.kerasport.core.backend;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.proto.FunctionDef;

/**
 * The body of a function under construction. What its nodes take from outside becomes an argument,
 * or whatever the maker of the body says.
 */
public final class FunctionBody {
  private final Workspace workspace;
  private final ScopedGraphBuilder builder;
  private final Outside outside;
  private final List<Operand> arguments = new ArrayList<>();
  private final List<Operand> results = new ArrayList<>();
  private final Map<Source, Operand> captured = new LinkedHashMap<>();
  private final Map<NodeSpec, Operand> constants = new LinkedHashMap<>();

  /** Says what stands in a body for a tensor that was not made in it. */
  @FunctionalInterface
  public interface Outside {
    /** Constants are copied, other tensors become arguments. */
    Outside CAPTURED = (body, operand) -> Optional.empty();

    /** The tensor of the body; empty to copy or capture it. */
    Optional<Operand> bring(FunctionBody body, Operand operand);
  }

  /** A tensor from outside; names alone do not tell the tensors of several graphs apart. */
  private record Source(Operation operation, int index) {}

  FunctionBody(Workspace around, String device, Outside outside) {
    workspace = around.body(this::bring);
    builder = new ScopedGraphBuilder(workspace, "", List.of(), device);
    this.outside = outside;
  }

  private FunctionBody(FunctionBody other) {
    workspace = other.workspace;
    builder = other.builder;
    outside = other.outside;
    arguments.addAll(other.arguments);
    results.addAll(other.results);
    captured.putAll(other.captured);
    constants.putAll(other.constants);
  }

  /** Makes the body's nodes. */
  public ScopedGraphBuilder builder() {
    return builder;
  }

  /** The body's nodes. */
  public GraphRecord record() {
    return workspace.record();
  }

  /** The arguments in order. */
  public List<Operand> arguments() {
    return List.copyOf(arguments);
  }

  /** The results in order. */
  public List<Operand> results() {
    return List.copyOf(results);
  }

  /** The tensors from outside that became arguments, in the order of those. */
  public List<Operand> captures() {
    return captured.keySet().stream()
        .map(source -> source.operation().outputs().get(source.index()))
        .toList();
  }

  /** Adds an argument. */
  public Operand argument(String name, DType dtype, Shape shape) {
    Operand argument =
        builder
            .node("Placeholder")
            .name(name)
            .attr("dtype", Attr.of(dtype))
            .attr("shape", Attr.of(shape))
            .buildOutput();
    arguments.add(argument);
    return argument;
  }

  /** Adds a result: a tensor of the body or one from outside. */
  public void result(Operand operand) {
    results.add(workspace.own(operand));
  }

  /** The argument that stands for a tensor from outside. */
  public Operand capture(Operand operand) {
    Source source = new Source(operand.operation(), operand.index());
    Operand known = captured.get(source);
    if (known == null) {
      known = argument("captured", operand.dtype(), operand.shape());
      captured.put(source, known);
    }
    return known;
  }

  /** Captures all of these and puts their arguments, the last ones, into the same order. */
  void reorderCaptures(List<Operand> order) {
    List<Operand> ordered = order.stream().map(this::capture).toList();
    arguments.removeAll(ordered);
    arguments.addAll(ordered);
  }

  /** The tensor itself if it is the body's, or what stands for it here. */
  public Operand own(Operand operand) {
    return workspace.own(operand);
  }

  /** A copy of a constant; it costs less than an argument, and shapes stay known in the body. */
  public Operand copy(NodeSpec constant) {
    return constants.computeIfAbsent(
        constant,
        spec ->
            builder
                .withDevice(spec.device())
                .node("Const")
                .name(spec.name().substring(spec.name().lastIndexOf('/') + 1))
                .attr("dtype", Objects.requireNonNull(spec.attrs().get("dtype")))
                .attr("value", Objects.requireNonNull(spec.attrs().get("value")))
                .buildOutput());
  }

  private Operand bring(Operand operand) {
    Operand known = captured.get(new Source(operand.operation(), operand.index()));
    if (known != null) {
      return known;
    }
    Optional<Operand> brought = outside.bring(this, operand);
    if (brought.isPresent()) {
      return brought.get();
    }
    return workspace
        .find(operand.operation())
        .map(GraphRecord.Node::spec)
        .filter(spec -> spec.type().equals("Const"))
        .map(this::copy)
        .orElseGet(() -> capture(operand));
  }

  /** This body with room for more arguments and results. */
  public FunctionBody extended() {
    return new FunctionBody(this);
  }

  /** Whether a node of the body has effects or gives something else each time. */
  boolean isStateful() {
    for (int i = 0; i < record().size(); i++) {
      if (workspace.graph().opDef(record().node(i).spec().type()).getIsStateful()) {
        return true;
      }
    }
    return false;
  }

  /** Adds the function to the graph's library; gives its name there. */
  String define(String wanted) {
    String name = workspace.functions().take("", wanted.replaceAll("[^A-Za-z0-9_]", "_"));
    FunctionDef function =
        new FunctionDefs(workspace.graph()::opDef)
            .of(name, workspace.graph().toGraphDef(), arguments, results);
    workspace.root().addFunction(function);
    return name;
  }
}
