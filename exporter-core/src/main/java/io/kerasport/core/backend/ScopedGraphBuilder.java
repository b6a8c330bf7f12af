package io.kerasport.core.backend;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Loop;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The graph port over any backend: resolves names, devices and control dependencies, and keeps a
 * record of the nodes.
 */
public final class ScopedGraphBuilder implements GraphBuilder {
  private static final Gradients NONE =
      (graph, builder, y, xs) -> {
        throw new IllegalStateException("this graph was made without gradient rules");
      };

  private final Workspace workspace;
  private final String scope;
  private final List<Operation> controls;
  private final String device;

  /** A builder at the root scope of a graph without gradients. Make only one for each graph. */
  public ScopedGraphBuilder(BackendGraph graph) {
    this(graph, NONE);
  }

  /** A builder at the root scope of a graph. Make only one for each graph. */
  public ScopedGraphBuilder(BackendGraph graph, Gradients gradients) {
    this(Workspace.ofGraph(graph, gradients), "", List.of(), "");
  }

  ScopedGraphBuilder(Workspace workspace, String scope, List<Operation> controls, String device) {
    this.workspace = workspace;
    this.scope = scope;
    this.controls = controls;
    this.device = device;
  }

  @Override
  public NodeBuilder node(String type) {
    return new Node(type);
  }

  @Override
  public ScopedGraphBuilder withScope(String name) {
    return in(workspace.names().take(scope, name) + "/", controls, device);
  }

  @Override
  public ScopedGraphBuilder withControls(List<Operation> operations) {
    List<Operation> all = new ArrayList<>(controls);
    all.addAll(operations);
    return in(scope, List.copyOf(all), device);
  }

  @Override
  public ScopedGraphBuilder withDevice(String newDevice) {
    return in(scope, controls, newDevice);
  }

  /** What an operation of this graph was made from, whatever scope it was made in. */
  public NodeSpec specOf(Operation operation) {
    return workspace
        .record()
        .node(operation)
        .map(GraphRecord.Node::spec)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    operation.name() + " is not an operation of this graph"));
  }

  /** The scope with its final slash, or empty. */
  public String scope() {
    return scope;
  }

  /**
   * The body of a new function of this graph.
   *
   * @param outside says what stands in it for tensors from elsewhere
   */
  public FunctionBody newBody(FunctionBody.Outside outside) {
    return new FunctionBody(workspace, device, outside);
  }

  /** Lets an operation be written in place of another, whose outputs are the first of its own. */
  public void replace(Operation old, Operation by) {
    workspace.graph().replace(old, by);
  }

  private ScopedGraphBuilder in(String newScope, List<Operation> newControls, String newDevice) {
    return new ScopedGraphBuilder(workspace, newScope, newControls, newDevice);
  }

  @Override
  public List<Operand> inputs(Operation operation) {
    return workspace.record().node(operation).map(GraphRecord.Node::inputs).orElse(List.of());
  }

  @Override
  public List<Operand> loop(Loop loop) {
    return loop(loop, FunctionBody.Outside.CAPTURED);
  }

  /**
   * Adds a loop.
   *
   * @param outside says what stands in its body for tensors from elsewhere
   */
  public List<Operand> loop(Loop loop, FunctionBody.Outside outside) {
    return new LoopBuilder(workspace, this, loop, outside).build();
  }

  @Override
  public List<Optional<Operand>> gradients(Operand y, List<Operand> xs) {
    return workspace.gradients().add(workspace.record(), withScope("gradients"), y, xs);
  }

  private final class Node implements NodeBuilder {
    private final String type;
    private final List<NodeSpec.Input> inputs = new ArrayList<>();
    private final Map<String, Attr> attrs = new LinkedHashMap<>();
    private final Set<Operation> before = new LinkedHashSet<>(controls);
    private String name;
    private boolean shared;

    Node(String type) {
      this.type = type;
      this.name = type;
    }

    @Override
    public NodeBuilder name(String newName) {
      name = newName;
      return this;
    }

    @Override
    public NodeBuilder input(Operand operand) {
      inputs.add(new NodeSpec.Input(List.of(workspace.own(operand)), false));
      return this;
    }

    @Override
    public NodeBuilder inputs(List<? extends Operand> operands) {
      inputs.add(new NodeSpec.Input(operands.stream().map(workspace::own).toList(), true));
      return this;
    }

    @Override
    public NodeBuilder attr(String key, Attr value) {
      attrs.put(key, value);
      return this;
    }

    @Override
    public NodeBuilder sharedUnderItsName() {
      shared = true;
      return this;
    }

    @Override
    public NodeBuilder control(Operation operation) {
      before.add(operation);
      return this;
    }

    @Override
    public Operation build() {
      String fullName = workspace.names().take(scope, name);
      if (shared) {
        attrs.put("shared_name", Attr.of(fullName));
      }
      List<Operation> ordered =
          before.stream().sorted(Comparator.comparing(Operation::name)).toList();
      NodeSpec spec = new NodeSpec(type, fullName, inputs, attrs, ordered, device);
      Operation operation = workspace.graph().add(spec);
      workspace.record().add(spec, operation);
      return operation;
    }
  }
}
