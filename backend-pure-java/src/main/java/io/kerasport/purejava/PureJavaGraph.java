package io.kerasport.purejava;

import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.FunctionLibrary;
import io.kerasport.core.backend.NodeSpec;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.TensorValue;
import io.kerasport.purejava.graph.GraphNode;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.graph.InferredOutput;
import io.kerasport.purejava.ops.CheckedNode;
import io.kerasport.purejava.ops.NodeCheck;
import io.kerasport.purejava.ops.OpRegistry;
import io.kerasport.purejava.shape.ShapeInference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.VersionDef;

/** A graph held as nodes and written as a proto: every node is checked when it is added. */
final class PureJavaGraph implements BackendGraph {
  private final OpRegistry registry;
  private final ShapeInference shapes = new ShapeInference();
  private final Map<String, GraphNode> nodes = new HashMap<>();
  private final FunctionLibrary functions = new FunctionLibrary();
  private final GraphDef.Builder graphDef = GraphDef.newBuilder();
  private final TensorFlowVersion version;

  PureJavaGraph(OpRegistry registry, TensorFlowVersion version) {
    this.registry = registry;
    this.version = version;
    graphDef.setVersions(
        VersionDef.newBuilder()
            .setProducer(version.producer())
            .setMinConsumer(version.minConsumer()));
  }

  @Override
  public Operation add(NodeSpec spec) {
    if (nodes.containsKey(spec.name())) {
      throw refused(spec, "there is already a node of that name");
    }
    OpDef op = registry.find(spec.type()).orElseThrow(() -> refused(spec, unknownOp(spec.type())));
    List<GraphTensor> inputs = new ArrayList<>();
    spec.inputs()
        .forEach(input -> input.operands().forEach(operand -> inputs.add(own(spec, operand))));
    CheckedNode checked = NodeCheck.check(op, spec);
    Optional<TensorValue> value = value(spec);
    List<InferredOutput> outputs = shapes.infer(spec.name(), checked, inputs, value);
    GraphNode node = new GraphNode(spec.name(), checked, inputs, value, outputs);
    graphDef.addNode(nodeDef(spec, node));
    nodes.put(spec.name(), node);
    return node;
  }

  private GraphTensor own(NodeSpec spec, Operand operand) {
    if (operand instanceof GraphTensor tensor && isOwn(tensor.operation())) {
      return tensor;
    }
    throw refused(spec, "its input " + operand.tensorName() + " belongs to another graph");
  }

  private boolean isOwn(Operation operation) {
    return nodes.get(operation.name()) == operation;
  }

  private static Optional<TensorValue> value(NodeSpec spec) {
    return spec.type().equals("Const") && spec.attrs().get("value") instanceof Attr.Literal literal
        ? Optional.of(literal.value())
        : Optional.empty();
  }

  private NodeDef nodeDef(NodeSpec spec, GraphNode node) {
    NodeDef.Builder def =
        NodeDef.newBuilder()
            .setName(node.name())
            .setOp(node.type())
            .setDevice(spec.device())
            .putAllAttr(node.attrs().values());
    for (GraphTensor input : node.inputs()) {
      String source = input.operation().name();
      def.addInput(input.index() == 0 ? source : source + ":" + input.index());
    }
    List<String> controls = new ArrayList<>();
    for (Operation control : spec.controls()) {
      if (!isOwn(control)) {
        throw refused(spec, "its control input " + control.name() + " belongs to another graph");
      }
      controls.add("^" + control.name());
    }
    Collections.sort(controls);
    return def.addAllInput(controls).build();
  }

  private String unknownOp(String type) {
    String stem = stem(type);
    List<String> near =
        registry.types().stream().filter(known -> stem(known).equals(stem)).toList();
    return "TensorFlow has no op of that type"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?");
  }

  /** An op type without its version and in lower case. */
  private static String stem(String type) {
    return type.toLowerCase(Locale.ROOT).replaceAll("v[0-9]+$", "");
  }

  private static ExportException refused(NodeSpec spec, String what) {
    return new ExportException(
        ErrorId.GRAPH,
        "Node `%s` of op %s cannot be added".formatted(spec.name(), spec.type()),
        List.of(new Problem(what, "")),
        "",
        null);
  }

  @Override
  public OpDef opDef(String type) {
    return registry
        .find(type)
        .orElseThrow(() -> new IllegalArgumentException("TensorFlow has no op " + type));
  }

  @Override
  public BackendGraph newBody() {
    return new PureJavaGraph(registry, version);
  }

  @Override
  public void addFunction(FunctionDef function) {
    functions.add(function);
  }

  @Override
  public void replace(Operation old, Operation by) {
    functions.replace(old.name(), by.name());
  }

  @Override
  public GraphDef toGraphDef() {
    return functions.complete(graphDef.build());
  }

  @Override
  public void close() {}
}
