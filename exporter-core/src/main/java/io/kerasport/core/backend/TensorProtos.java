package io.kerasport.core.backend;

import com.google.protobuf.ByteString;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The one form in which every backend writes constants and shapes, so that equal calls give equal
 * bytes.
 *
 * <p>A tensor of numbers whose elements all have the same bytes is one element in the field of its
 * type, as TensorFlow's {@code tensor::CompressTensorProtoInPlace} has it; any other is {@code
 * tensor_content}. Strings are always listed.
 */
public final class TensorProtos {
  private TensorProtos() {}

  /** The constant as the {@code value} of a {@code Const} node. */
  public static TensorProto of(TensorValue value) {
    DType dtype = value.spec().dtype();
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(DataType.forNumber(dtype.number()))
            .setTensorShape(of(value.spec().shape()));
    if (dtype == DType.STRING) {
      for (String element : value.strings()) {
        proto.addStringVal(ByteString.copyFromUtf8(element));
      }
      return proto.build();
    }
    ByteBuffer bytes = value.bytes();
    if (isOneElementRepeated(bytes, dtype.byteSize())) {
      addElement(proto, dtype, bytes.order(ByteOrder.LITTLE_ENDIAN));
    } else {
      proto.setTensorContent(ByteString.copyFrom(bytes));
    }
    return proto.build();
  }

  /** A shape; unknown dimensions are -1. */
  public static TensorShapeProto of(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    if (!shape.hasRank()) {
      return proto.setUnknownRank(true).build();
    }
    for (long dim : shape.dims()) {
      proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(dim));
    }
    return proto.build();
  }

  /** Whether the bytes repeat with the period of one element, and hold at least one. */
  private static boolean isOneElementRepeated(ByteBuffer bytes, int elementSize) {
    int rest = bytes.remaining() - elementSize;
    return rest >= 0 && bytes.slice(0, rest).equals(bytes.slice(elementSize, rest));
  }

  private static void addElement(TensorProto.Builder proto, DType dtype, ByteBuffer bytes) {
    switch (dtype) {
      case FLOAT -> proto.addFloatVal(bytes.getFloat());
      case DOUBLE -> proto.addDoubleVal(bytes.getDouble());
      case INT32 -> proto.addIntVal(bytes.getInt());
      case INT16 -> proto.addIntVal(bytes.getShort());
      case INT8 -> proto.addIntVal(bytes.get());
      case UINT16 -> proto.addIntVal(Short.toUnsignedInt(bytes.getShort()));
      case UINT8 -> proto.addIntVal(Byte.toUnsignedInt(bytes.get()));
      case UINT32 -> proto.addUint32Val(bytes.getInt());
      case INT64 -> proto.addInt64Val(bytes.getLong());
      case UINT64 -> proto.addUint64Val(bytes.getLong());
      case BOOL -> proto.addBoolVal(bytes.get() != 0);
      case HALF, BFLOAT16 -> proto.addHalfVal(Short.toUnsignedInt(bytes.getShort()));
      case COMPLEX64 -> proto.addScomplexVal(bytes.getFloat()).addScomplexVal(bytes.getFloat());
      case COMPLEX128 -> proto.addDcomplexVal(bytes.getDouble()).addDcomplexVal(bytes.getDouble());
      case STRING, RESOURCE, VARIANT ->
          throw new IllegalArgumentException("no constant has elements of type " + dtype);
    }
  }
}
