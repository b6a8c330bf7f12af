package io.kerasport.tensorflow;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Runs operations of a native graph on the CPU, as they stand, without claiming a GPU. */
final class NativeSession implements AutoCloseable {
  private static final ConfigProto ON_CPU =
      ConfigProto.newBuilder()
          .putDeviceCount("GPU", 0)
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private final NativeScope scope = new NativeScope();
  private final NativeGraph graph;
  private final TF_Session session;

  NativeSession(NativeGraph graph) {
    this.graph = graph;
    TF_Status status = scope.status();
    TF_SessionOptions options = tensorflow.TF_NewSessionOptions();
    scope.defer(() -> tensorflow.TF_DeleteSessionOptions(options));
    byte[] config = ON_CPU.toByteArray();
    tensorflow.TF_SetConfig(options, scope.bytes(config), config.length, status);
    session = tensorflow.TF_NewSession(graph.handle(), options, status);
    if (session == null) {
      String reason = NativeStatus.message(status);
      scope.close();
      throw new IllegalStateException("TensorFlow starts no session: " + reason);
    }
    scope.defer(() -> tensorflow.TF_DeleteSession(session, status));
  }

  /**
   * Runs one operation.
   *
   * @param feeds tensors of the graph whose values are given
   * @param values their values, in the same order
   * @param target the operation
   * @return why it failed, or empty if it did not
   */
  Optional<String> run(List<Operand> feeds, List<TF_Tensor> values, Operation target) {
    try (NativeScope call = new NativeScope()) {
      int count = feeds.size();
      TF_Output inputs = graph.outputs(feeds, call);
      PointerPointer<TF_Tensor> inputValues = call.pointers(count);
      for (int i = 0; i < count; i++) {
        inputValues.put(i, values.get(i));
      }
      PointerPointer<TF_Operation> targets = call.pointers(1);
      targets.put(0, graph.handle(target));
      TF_Status status = call.status();
      tensorflow.TF_SessionRun(
          session,
          null,
          inputs,
          inputValues,
          count,
          null,
          (PointerPointer<TF_Tensor>) null,
          0,
          targets,
          1,
          null,
          status);
      return NativeStatus.failure(status);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
