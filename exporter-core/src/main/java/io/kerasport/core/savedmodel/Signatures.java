package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.TensorProtos;
import io.kerasport.core.graph.ModeGraph;
import io.kerasport.core.graph.NamedOperand;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The SignatureDefs of a MetaGraph. */
final class Signatures {
  /** The key under which every loader looks for the op to run after restoring. */
  static final String INIT_OP = "__saved_model_init_op";

  private Signatures() {}

  /** The signature of a mode. */
  static SignatureDef of(ModeGraph graph) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName(graph.mode().methodName());
    infos(graph.inputs(), signature::putInputs);
    infos(graph.outputs(), signature::putOutputs);
    return signature.build();
  }

  /** The signature that names an op rather than tensors. */
  static Map.Entry<String, SignatureDef> ofOperation(String key, Operation operation) {
    TensorInfo info =
        TensorInfo.newBuilder()
            .setName(operation.name())
            .setDtype(DataType.DT_INVALID)
            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
            .build();
    return Map.entry(key, SignatureDef.newBuilder().putOutputs(key, info).build());
  }

  private static void infos(List<NamedOperand> named, BiConsumer<String, TensorInfo> sink) {
    for (NamedOperand entry : named) {
      Operand operand = entry.operand();
      sink.accept(
          entry.key(),
          TensorInfo.newBuilder()
              .setName(operand.tensorName())
              .setDtype(DataType.forNumber(operand.dtype().number()))
              .setTensorShape(TensorProtos.of(operand.shape()))
              .build());
    }
  }
}
