package io.kerasport.tensorflow;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.TF_TString;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Tensors in native memory, freed when their scope closes. */
final class NativeTensor {
  private NativeTensor() {}

  /** A tensor of numbers with undefined values. */
  static TF_Tensor ofNumbers(TensorSpec spec, NativeScope scope) {
    return allocate(spec.dtype(), spec.shape().dims(), spec.byteSize(), scope);
  }

  /** A scalar string. */
  static TF_Tensor ofText(ByteBuffer text, NativeScope scope) {
    byte[] bytes = new byte[text.remaining()];
    text.get(bytes);
    TF_Tensor tensor = allocate(DType.STRING, new long[0], Loader.sizeof(TF_TString.class), scope);
    TF_TString element = new TF_TString(tensorflow.TF_TensorData(tensor));
    tensorflow.TF_TString_Init(element);
    tensorflow.TF_TString_Copy(element, scope.bytes(bytes), bytes.length);
    scope.defer(() -> tensorflow.TF_TString_Dealloc(element));
    return tensor;
  }

  private static TF_Tensor allocate(DType dtype, long[] dims, long bytes, NativeScope scope) {
    TF_Tensor tensor = tensorflow.TF_AllocateTensor(dtype.number(), dims, dims.length, bytes);
    if (tensor == null) {
      throw outOfMemory(bytes);
    }
    scope.defer(() -> tensorflow.TF_DeleteTensor(tensor));
    if (bytes > 0 && tensorflow.TF_TensorData(tensor) == null) {
      throw outOfMemory(bytes);
    }
    return tensor;
  }

  private static ExportException outOfMemory(long bytes) {
    return new ExportException(
        ErrorId.BACKEND,
        "There is no native memory for a tensor of " + bytes + " bytes",
        List.of(),
        "TensorFlow's SaveV2 needs all weights in memory at once; the backend `pure-java` streams"
            + " them.",
        null);
  }
}
