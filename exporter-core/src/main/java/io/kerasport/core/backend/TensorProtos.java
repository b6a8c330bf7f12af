package io.kerasport.core.backend;

import com.google.protobuf.ByteString;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
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

  /** A shape out of a proto. */
  public static Shape from(TensorShapeProto proto) {
    return proto.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(proto.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  /**
   * A constant out of a proto in any of TensorFlow's encodings: whole contents, or listed elements
   * of which the last one stands for all that are left out.
   *
   * @throws IllegalArgumentException if contents and shape disagree
   */
  public static TensorValue from(TensorProto proto) {
    TensorSpec spec =
        new TensorSpec(DType.ofNumber(proto.getDtypeValue()), from(proto.getTensorShape()));
    int count = Math.toIntExact(spec.shape().elements());
    if (spec.dtype() == DType.STRING) {
      List<String> strings =
          proto.getStringValList().stream().map(ByteString::toStringUtf8).toList();
      return TensorValue.ofStrings(
          spec.shape(),
          IntStream.range(0, count)
              .mapToObj(i -> strings.isEmpty() ? "" : strings.get(Math.min(i, strings.size() - 1)))
              .toList());
    }
    if (!proto.getTensorContent().isEmpty()) {
      return TensorValue.ofBytes(spec, proto.getTensorContent().toByteArray());
    }
    ByteBuffer listed = listed(proto, spec.dtype());
    int size = spec.dtype().byteSize();
    byte[] all = new byte[count * size];
    int given = Math.min(listed.limit(), all.length);
    listed.get(0, all, 0, given);
    for (int i = given; given > 0 && i < all.length; i++) {
      all[i] = all[i - size];
    }
    return TensorValue.ofBytes(spec, all);
  }

  private static ByteBuffer listed(TensorProto proto, DType dtype) {
    int most = proto.getSerializedSize() * Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case FLOAT -> proto.getFloatValList().forEach(bytes::putFloat);
      case DOUBLE -> proto.getDoubleValList().forEach(bytes::putDouble);
      case INT32 -> proto.getIntValList().forEach(bytes::putInt);
      case INT16, UINT16 -> proto.getIntValList().forEach(i -> bytes.putShort(i.shortValue()));
      case INT8, UINT8 -> proto.getIntValList().forEach(i -> bytes.put(i.byteValue()));
      case UINT32 -> proto.getUint32ValList().forEach(bytes::putInt);
      case INT64 -> proto.getInt64ValList().forEach(bytes::putLong);
      case UINT64 -> proto.getUint64ValList().forEach(bytes::putLong);
      case BOOL -> proto.getBoolValList().forEach(b -> bytes.put((byte) (b ? 1 : 0)));
      case HALF, BFLOAT16 -> proto.getHalfValList().forEach(i -> bytes.putShort(i.shortValue()));
      case COMPLEX64 -> proto.getScomplexValList().forEach(bytes::putFloat);
      case COMPLEX128 -> proto.getDcomplexValList().forEach(bytes::putDouble);
      case STRING, RESOURCE, VARIANT ->
          throw new IllegalArgumentException("no constant has elements of type " + dtype);
    }
    return bytes.flip();
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
