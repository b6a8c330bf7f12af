package io.kerasport.core.savedmodel;

import io.kerasport.core.backend.TensorProtos;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.Prediction;
import io.kerasport.core.objective.BuiltMetric;
import io.kerasport.core.objective.Objective;
import io.kerasport.core.training.ModeGraph;
import io.kerasport.export.SignatureKeys;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
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

  /** The key under which the op that does one training step is found. */
  static final String TRAIN_OP = "__saved_model_train_op";

  private Signatures() {}

  /** The signature of a mode. */
  static SignatureDef of(ModeGraph graph, SignatureKeys keys) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName(graph.forward().mode().methodName());
    graph
        .forward()
        .inputs()
        .forEach(input -> put(signature::putInputs, input.key(), input.operand()));
    graph
        .objective()
        .ifPresentOrElse(
            objective -> putMeasured(signature, graph.forward(), objective, keys),
            () ->
                graph
                    .forward()
                    .predictions()
                    .forEach(p -> put(signature::putOutputs, keys.output(p.name()), p.value())));
    return signature.build();
  }

  private static void putMeasured(
      SignatureDef.Builder signature,
      ForwardGraph forward,
      Objective objective,
      SignatureKeys keys) {
    objective
        .targets()
        .forEach(
            target ->
                put(signature::putInputs, keys.output(target.key()) + "_target", target.operand()));
    put(signature::putOutputs, "loss", objective.loss());
    for (Prediction prediction : forward.predictions()) {
      put(
          signature::putOutputs,
          prefixed("predictions", keys.output(prediction.name())),
          prediction.value());
    }
    for (BuiltMetric metric : objective.metrics()) {
      String key = prefixed("metrics", metric.name());
      put(signature::putOutputs, key + "/value", metric.value());
      put(signature::putOutputs, key + "/update_op", metric.update());
    }
  }

  /** A name that begins with the prefix already stays as it is, as in the original. */
  private static String prefixed(String prefix, String name) {
    return name.startsWith(prefix) ? name : prefix + "/" + name;
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

  /** Describes a tensor. */
  static TensorInfo info(Operand operand) {
    return TensorInfo.newBuilder()
        .setName(operand.tensorName())
        .setDtype(DataType.forNumber(operand.dtype().number()))
        .setTensorShape(TensorProtos.of(operand.shape()))
        .build();
  }

  private static void put(BiConsumer<String, TensorInfo> sink, String key, Operand operand) {
    sink.accept(key, info(operand));
  }
}
