package io.kerasport.core.backend;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
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

  private final BackendGraph graph;
  private final Gradients gradients;
  private final GraphRecord record;
  private final UniqueNames names;
  private final String scope;
  private final List<Operation> controls;
  private final String device;

  /** A builder at the root scope of a graph without gradients. Make only one for each graph. */
  public ScopedGraphBuilder(BackendGraph graph) {
    this(graph, NONE);
  }

  /** A builder at the root scope of a graph. Make only one for each graph. */
  public ScopedGraphBuilder(BackendGraph graph, Gradients gradients) {
    this(graph, gradients, new GraphRecord(), new UniqueNames(), "", List.of(), "");
  }

  private ScopedGraphBuilder(
      BackendGraph graph,
      Gradients gradients,
      GraphRecord record,
      UniqueNames names,
      String scope,
      List<Operation> controls,
      String device) {
    this.graph = graph;
    this.gradients = gradients;
    this.record = record;
    this.names = names;
    this.scope = scope;
    this.controls = controls;
    this.device = device;
  }

  @Override
  public NodeBuilder node(String type) {
    return new Node(type);
  }

  @Override
  public GraphBuilder withScope(String name) {
    return in(names.take(scope, name) + "/", controls, device);
  }

  @Override
  public GraphBuilder withControls(List<Operation> operations) {
    List<Operation> all = new ArrayList<>(controls);
    all.addAll(operations);
    return in(scope, List.copyOf(all), device);
  }

  @Override
  public GraphBuilder withDevice(String newDevice) {
    return in(scope, controls, newDevice);
  }

  /** What an operation of this graph was made from, whatever scope it was made in. */
  public NodeSpec specOf(Operation operation) {
    return record
        .node(operation)
        .map(GraphRecord.Node::spec)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    operation.name() + " is not an operation of this graph"));
  }

  private ScopedGraphBuilder in(String newScope, List<Operation> newControls, String newDevice) {
    return new ScopedGraphBuilder(
        graph, gradients, record, names, newScope, newControls, newDevice);
  }

  @Override
  public List<Optional<Operand>> gradients(Operand y, List<Operand> xs) {
    return gradients.add(record, withScope("gradients"), y, xs);
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
      inputs.add(new NodeSpec.Input(List.of(operand), false));
      return this;
    }

    @Override
    public NodeBuilder inputs(List<? extends Operand> operands) {
      inputs.add(new NodeSpec.Input(List.copyOf(operands), true));
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
      String fullName = names.take(scope, name);
      if (shared) {
        attrs.put("shared_name", Attr.of(fullName));
      }
      List<Operation> ordered =
          before.stream().sorted(Comparator.comparing(Operation::name)).toList();
      NodeSpec spec = new NodeSpec(type, fullName, inputs, attrs, ordered, device);
      Operation operation = graph.add(spec);
      record.add(spec, operation);
      return operation;
    }
  }
}
