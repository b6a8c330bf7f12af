package io.kerasport.tensorflow;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.backend.AttrValues;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.FunctionLibrary;
import io.kerasport.core.backend.NodeSpec;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Function;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_OperationDescription;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** A graph inside TensorFlow. Attributes travel as protos, so constants keep their encoding. */
final class NativeGraph implements BackendGraph {
  private final OpDefinitions ops;
  private final FunctionLibrary functions = new FunctionLibrary();
  private final List<NativeGraph> bodies = new ArrayList<>();
  private @Nullable TF_Graph handle = tensorflow.TF_NewGraph();

  NativeGraph(OpDefinitions ops) {
    this.ops = ops;
  }

  /** The graph's handle, valid until it closes. */
  TF_Graph handle() {
    if (handle == null) {
      throw new IllegalStateException("the graph is closed");
    }
    return handle;
  }

  @Override
  public Operation add(NodeSpec node) {
    try (NativeScope scope = new NativeScope()) {
      checkNames(node);
      Map<String, BytePointer> attrs = new LinkedHashMap<>();
      node.attrs()
          .forEach((key, value) -> attrs.put(key, scope.bytes(AttrValues.of(value).toByteArray())));
      List<TF_Output> inputs =
          node.inputs().stream().map(input -> outputs(input.operands(), scope)).toList();
      List<TF_Operation> controls = node.controls().stream().map(this::handle).toList();
      TF_Operation made = finish(node, inputs, controls, attrs, scope.status());
      return wrap(made, node.name(), node.type(), scope);
    } catch (IllegalArgumentException e) {
      throw refused(node, String.valueOf(e.getMessage()));
    }
  }

  /** TensorFlow itself only logs attributes that it does not know. */
  private void checkNames(NodeSpec node) {
    Set<String> known =
        ops.get(node.type()).getAttrList().stream().map(OpDef.AttrDef::getName).collect(toSet());
    for (String name : node.attrs().keySet()) {
      if (!known.contains(name) && !name.startsWith("_")) {
        throw new IllegalArgumentException(
            "there is no attribute `" + name + "`, only " + new TreeSet<>(known));
      }
    }
  }

  /** Nothing here may throw before the description is finished, because only that frees it. */
  private TF_Operation finish(
      NodeSpec node,
      List<TF_Output> inputs,
      List<TF_Operation> controls,
      Map<String, BytePointer> attrs,
      TF_Status status) {
    TF_OperationDescription description =
        tensorflow.TF_NewOperation(handle(), node.type(), node.name());
    for (int i = 0; i < inputs.size(); i++) {
      NodeSpec.Input input = node.inputs().get(i);
      if (input.isList()) {
        tensorflow.TF_AddInputList(description, inputs.get(i), input.operands().size());
      } else {
        tensorflow.TF_AddInput(description, inputs.get(i));
      }
    }
    controls.forEach(control -> tensorflow.TF_AddControlInput(description, control));
    attrs.forEach(
        (key, value) ->
            tensorflow.TF_SetAttrValueProto(description, key, value, value.capacity(), status));
    if (!node.device().isEmpty()) {
      tensorflow.TF_SetDevice(description, node.device());
    }
    TF_Operation operation = tensorflow.TF_FinishOperation(description, status);
    if (operation == null) {
      throw new IllegalArgumentException(NativeStatus.message(status));
    }
    return operation;
  }

  @Override
  public OpDef opDef(String type) {
    return ops.get(type);
  }

  @Override
  public BackendGraph newBody() {
    NativeGraph body = new NativeGraph(ops);
    bodies.add(body);
    return body;
  }

  /** TensorFlow only checks the function; what is written is the proto as it was made. */
  @Override
  public void addFunction(FunctionDef function) {
    try (NativeScope scope = new NativeScope()) {
      TF_Status status = scope.status();
      BytePointer bytes = scope.bytes(function.toByteArray());
      TF_Function made = tensorflow.TF_FunctionImportFunctionDef(bytes, bytes.capacity(), status);
      check(status, "TensorFlow refuses function " + function.getSignature().getName());
      scope.defer(() -> tensorflow.TF_DeleteFunction(made));
    }
    functions.add(function);
  }

  private static void check(TF_Status status, String what) {
    Optional<String> failure = NativeStatus.failure(status);
    if (failure.isPresent()) {
      throw new ExportException(
          ErrorId.GRAPH, what, List.of(new Problem(failure.get(), "")), "", null);
    }
  }

  @Override
  public void replace(Operation old, Operation by) {
    functions.replace(old.name(), by.name());
  }

  @Override
  public GraphDef toGraphDef() {
    try (NativeScope scope = new NativeScope()) {
      TF_Buffer buffer = scope.buffer();
      TF_Status status = scope.status();
      tensorflow.TF_GraphToGraphDef(handle(), buffer, status);
      check(status, "TensorFlow cannot write the graph");
      return functions.complete(normalised(GraphDef.parseFrom(Buffers.view(buffer))));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow wrote a graph that is no GraphDef", e);
    }
  }

  @Override
  public void close() {
    bodies.forEach(NativeGraph::close);
    if (handle != null) {
      tensorflow.TF_DeleteGraph(handle);
      handle = null;
    }
  }

  /**
   * Drops what TensorFlow derives for itself whenever it reads a graph, and puts attributes into
   * the order of their names; TensorFlow writes them in an order that changes from call to call.
   */
  private static GraphDef normalised(GraphDef graph) {
    GraphDef.Builder normal = graph.toBuilder();
    for (NodeDef.Builder node : normal.getNodeBuilderList()) {
      Map<String, AttrValue> attrs = new TreeMap<>(node.getAttrMap());
      node.clearExperimentalType().clearExperimentalDebugInfo().clearAttr().putAllAttr(attrs);
    }
    return normal.build();
  }

  /** The native handles of outputs of this graph, as an array. */
  TF_Output outputs(List<Operand> operands, NativeScope scope) {
    TF_Output array = scope.outputs(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      array.position(i).oper(handle(operand.operation())).index(operand.index());
    }
    return array.position(0);
  }

  /**
   * The native handle of an operation of this graph.
   *
   * @throws IllegalArgumentException if it belongs to another graph
   */
  TF_Operation handle(Operation operation) {
    if (operation instanceof NativeOperation own && own.graph() == this) {
      return own.handle();
    }
    throw new IllegalArgumentException("`" + operation.name() + "` belongs to another graph");
  }

  private NativeOperation wrap(
      TF_Operation operation, String name, String type, NativeScope scope) {
    int count = tensorflow.TF_OperationNumOutputs(operation);
    TF_Output output = scope.outputs(1).oper(operation);
    List<NativeOperation.Spec> specs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      output.index(i);
      specs.add(new NativeOperation.Spec(i, dtype(output), shape(output, scope)));
    }
    return new NativeOperation(this, operation, name, type, specs);
  }

  private static DType dtype(TF_Output output) {
    return DType.ofNumber(tensorflow.TF_OperationOutputType(output));
  }

  private Shape shape(TF_Output output, NativeScope scope) {
    TF_Status status = scope.status();
    int rank = tensorflow.TF_GraphGetTensorNumDims(handle(), output, status);
    if (rank < 0) {
      return Shape.unknown();
    }
    long[] dims = new long[rank];
    if (rank > 0) {
      tensorflow.TF_GraphGetTensorShape(handle(), output, dims, rank, status);
    }
    return Shape.of(dims);
  }

  private static ExportException refused(NodeSpec node, String reason) {
    String inputs =
        node.inputs().stream()
            .flatMap(input -> input.operands().stream())
            .map(input -> input.tensorName() + " " + new TensorSpec(input.dtype(), input.shape()))
            .collect(joining(", "));
    return new ExportException(
        ErrorId.GRAPH,
        "The node does not fit its op",
        List.of(
            new Problem(
                reason,
                "op "
                    + node.type()
                    + ", node "
                    + node.name()
                    + (inputs.isEmpty() ? "" : ", inputs " + inputs))),
        "",
        null);
  }
}
