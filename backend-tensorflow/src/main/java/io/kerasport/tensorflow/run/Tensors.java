package io.kerasport.tensorflow.run;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Tensors of TensorFlow from ours and back. */
final class Tensors {
  private static final Map<DType, Class<? extends TType>> TYPES =
      Map.of(
          DType.BFLOAT16, TBfloat16.class,
          DType.BOOL, TBool.class,
          DType.DOUBLE, TFloat64.class,
          DType.FLOAT, TFloat32.class,
          DType.HALF, TFloat16.class,
          DType.INT32, TInt32.class,
          DType.INT64, TInt64.class,
          DType.UINT8, TUint8.class,
          DType.UINT16, TUint16.class);

  private Tensors() {}

  /** Whether tensors of a type can be fed. */
  static boolean takes(DType dtype) {
    return dtype == DType.STRING || TYPES.containsKey(dtype);
  }

  /** A tensor for the caller to close. */
  static Tensor of(TensorValue value) {
    Shape shape = Shape.of(value.spec().shape().dims());
    if (value.spec().dtype() == DType.STRING) {
      String[] strings = value.strings().toArray(String[]::new);
      return TString.tensorOf(shape, DataBuffers.ofObjects(strings));
    }
    Class<? extends TType> type = TYPES.get(value.spec().dtype());
    if (type == null) {
      throw new IllegalArgumentException("no tensors of " + value.spec());
    }
    byte[] bytes = new byte[value.bytes().remaining()];
    value.bytes().get(bytes);
    return Tensor.of(type, shape, DataBuffers.of(bytes, true, false));
  }

  /** A value that outlives its tensor. */
  static TensorValue value(Tensor tensor) {
    io.kerasport.model.Shape shape = io.kerasport.model.Shape.of(tensor.shape().asArray());
    if (tensor instanceof TString strings) {
      List<String> values = new ArrayList<>();
      strings.scalars().forEach(scalar -> values.add(scalar.getObject()));
      return TensorValue.ofStrings(shape, values);
    }
    ByteDataBuffer data = tensor.asRawTensor().data();
    byte[] bytes = new byte[Math.toIntExact(data.size())];
    data.read(bytes);
    DType dtype = DType.ofNumber(tensor.dataType().getNumber());
    return TensorValue.ofBytes(new TensorSpec(dtype, shape), bytes);
  }

  /** The one number in a scalar of float32 or float64. */
  static double number(TensorValue value) {
    ByteBuffer bytes = value.bytes();
    return value.spec().dtype() == DType.DOUBLE ? bytes.getDouble() : bytes.getFloat();
  }
}
