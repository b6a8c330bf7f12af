package io.kerasport.tensorflow;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** The definitions of every op the loaded library has registered. */
final class OpDefinitions {
  private final Map<String, OpDef> ops;

  private OpDefinitions(Map<String, OpDef> ops) {
    this.ops = ops;
  }

  static OpDefinitions read() {
    try (NativeScope scope = new NativeScope()) {
      TF_Buffer buffer = scope.owned(tensorflow.TF_GetAllOpList());
      Map<String, OpDef> ops = new HashMap<>();
      OpList.parseFrom(Buffers.view(buffer)).getOpList().forEach(op -> ops.put(op.getName(), op));
      return new OpDefinitions(ops);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow's list of ops is no OpList", e);
    }
  }

  /**
   * The definition of an op.
   *
   * @throws IllegalArgumentException if there is none
   */
  OpDef get(String type) {
    OpDef op = ops.get(type);
    if (op == null) {
      throw new IllegalArgumentException(
          "TensorFlow " + tensorflow.TF_Version().getString() + " has no op `" + type + "`");
    }
    return op;
  }
}
