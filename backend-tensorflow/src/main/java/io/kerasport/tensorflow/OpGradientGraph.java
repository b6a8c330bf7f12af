package io.kerasport.tensorflow;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.backend.TensorProtos;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.spi.GradientCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph of one op by itself, its inputs and output gradients fed, to which TensorFlow adds the
 * op's gradients.
 *
 * <p>Asked within the whole graph, TensorFlow would go on from input to input where one is computed
 * from the other.
 */
final class OpGradientGraph {
  static final String OP = "op";
  static final String INPUT = "x";
  static final String OUTPUT_GRADIENT = "dy";
  private static final String GRADIENTS = "gradients";

  private final GradientCall call;
  private final NativeGraph graph;

  OpGradientGraph(GradientCall call, NativeGraph graph) {
    this.call = call;
    this.graph = graph;
  }

  /**
   * What TensorFlow added.
   *
   * @param nodes the nodes of the gradients in topological order
   * @param gradients for each wanted input the tensor in the form of a node's input, or null
   */
  record Added(List<NodeDef> nodes, List<@Nullable String> gradients) {}

  /** Asks for the gradients of some inputs. */
  Added add(List<Integer> wanted) {
    try (NativeScope scope = new NativeScope()) {
      importNode(scope);
      List<Integer> given =
          IntStream.range(0, call.operation().outputs().size())
              .filter(output -> call.outputGradient(output) != null)
              .boxed()
              .toList();
      TF_Output ys = scope.outputs(given.size());
      TF_Output dys = scope.outputs(given.size());
      TF_Output xs = scope.outputs(wanted.size());
      TF_Output gradients = scope.outputs(wanted.size());
      for (int i = 0; i < given.size(); i++) {
        ys.position(i).oper(operation(OP)).index(given.get(i));
        dys.position(i).oper(operation(OUTPUT_GRADIENT + given.get(i))).index(0);
      }
      for (int i = 0; i < wanted.size(); i++) {
        xs.position(i).oper(operation(INPUT + wanted.get(i))).index(0);
      }
      TF_Status status = scope.status();
      tensorflow.TF_AddGradientsWithPrefix(
          graph.handle(),
          GRADIENTS,
          ys.position(0),
          given.size(),
          xs.position(0),
          wanted.size(),
          dys.position(0),
          status,
          gradients);
      check(status);
      List<@Nullable String> names = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        names.add(name(gradients.position(i)));
      }
      List<NodeDef> nodes =
          graph.toGraphDef().getNodeList().stream()
              .filter(node -> node.getName().startsWith(GRADIENTS + "/"))
              .toList();
      return new Added(nodes, names);
    }
  }

  private static @Nullable String name(TF_Output output) {
    TF_Operation operation = output.oper();
    return operation == null || operation.isNull()
        ? null
        : tensorflow.TF_OperationName(operation).getString() + ":" + output.index();
  }

  private TF_Operation operation(String name) {
    return tensorflow.TF_GraphOperationByName(graph.handle(), name);
  }

  private void importNode(NativeScope scope) {
    GraphDef.Builder nodes = GraphDef.newBuilder().setVersions(graph.toGraphDef().getVersions());
    NodeDef.Builder op = nodeDef(call.operation(), scope).setName(OP).clearInput().clearDevice();
    for (int i = 0; i < call.inputs().size(); i++) {
      nodes.addNode(input(call.input(i), scope).setName(INPUT + i));
      op.addInput(INPUT + i);
    }
    nodes.addNode(op);
    for (int i = 0; i < call.operation().outputs().size(); i++) {
      Operand gradient = call.outputGradient(i);
      if (gradient != null) {
        nodes.addNode(placeholder(gradient).setName(OUTPUT_GRADIENT + i));
      }
    }
    byte[] bytes = nodes.build().toByteArray();
    TF_Buffer buffer =
        scope.owned(tensorflow.TF_NewBufferFromString(scope.bytes(bytes), bytes.length));
    TF_ImportGraphDefOptions options = tensorflow.TF_NewImportGraphDefOptions();
    scope.defer(() -> tensorflow.TF_DeleteImportGraphDefOptions(options));
    TF_Status status = scope.status();
    TF_Graph handle = graph.handle();
    tensorflow.TF_GraphImportGraphDef(handle, buffer, options, status);
    check(status);
  }

  /** Constants stay constants, so that TensorFlow can look at axes and shapes. */
  private static NodeDef.Builder input(Operand operand, NativeScope scope) {
    return operand.operation().type().equals("Const")
        ? nodeDef(operand.operation(), scope).clearInput().clearDevice()
        : placeholder(operand);
  }

  private static NodeDef.Builder placeholder(Operand like) {
    return NodeDef.newBuilder()
        .setOp("Placeholder")
        .putAttr(
            "dtype",
            AttrValue.newBuilder().setType(DataType.forNumber(like.dtype().number())).build())
        .putAttr("shape", AttrValue.newBuilder().setShape(TensorProtos.of(like.shape())).build());
  }

  private static NodeDef.Builder nodeDef(Operation operation, NativeScope scope) {
    TF_Buffer buffer = scope.buffer();
    TF_Status status = scope.status();
    tensorflow.TF_OperationToNodeDef(((NativeOperation) operation).handle(), buffer, status);
    check(status);
    try {
      return NodeDef.parseFrom(Buffers.view(buffer)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow wrote a node that is no NodeDef", e);
    }
  }

  private static void check(TF_Status status) {
    Optional<String> failure = NativeStatus.failure(status);
    if (failure.isPresent()) {
      throw new IllegalStateException(failure.get());
    }
  }
}
