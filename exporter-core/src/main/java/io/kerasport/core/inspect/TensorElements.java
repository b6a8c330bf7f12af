package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.kerasport.model.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The value of a constant, equal whatever way the proto stores it: as content bytes, one by one in
 * a typed field, or shortened, where the last stored element stands for all that follow.
 *
 * <p>The run of equal elements at the end is held once, so a small proto of a huge constant stays
 * small. Elements are compared as bits: NaN equals NaN of the same bits, 0.0 does not equal -0.0.
 *
 * @param dtype TensorFlow's number of the element type
 * @param dims shape
 * @param head the bytes of the elements before that run; for strings, empty
 * @param last the bytes of the element that fills the rest; for strings, empty
 * @param strings elements of a string tensor without the repeats of the last one
 */
record TensorElements(
    int dtype, TensorShapeProto dims, ByteString head, ByteString last, List<ByteString> strings) {

  static TensorElements of(TensorProto tensor) {
    int dtype = tensor.getDtypeValue();
    TensorShapeProto dims = unnamed(tensor.getTensorShape());
    if (dtype == DType.STRING.number() && tensor.getTensorContent().isEmpty()) {
      List<ByteString> all = tensor.getStringValList();
      int end = all.size();
      while (end > 1 && all.get(end - 1).equals(all.get(end - 2))) {
        end--;
      }
      return new TensorElements(
          dtype, dims, ByteString.EMPTY, ByteString.EMPTY, List.copyOf(all.subList(0, end)));
    }
    int width = Elements.width(dtype);
    ByteString bytes =
        tensor.getTensorContent().isEmpty() ? typed(tensor, width) : tensor.getTensorContent();
    if (width == 0 || bytes.size() % width != 0) {
      return new TensorElements(dtype, dims, bytes, ByteString.EMPTY, List.of());
    }
    if (bytes.isEmpty()) {
      bytes = ByteString.copyFrom(new byte[width]);
    }
    int lastAt = bytes.size() - width;
    ByteString last = bytes.substring(lastAt);
    int end = lastAt;
    while (end >= width && equalAt(bytes, end - width, last)) {
      end -= width;
    }
    return new TensorElements(dtype, dims, bytes.substring(0, end), last, List.of());
  }

  private static TensorShapeProto unnamed(TensorShapeProto shape) {
    if (shape.getDimList().stream().allMatch(dim -> dim.getName().isEmpty())) {
      return shape;
    }
    TensorShapeProto.Builder builder = shape.toBuilder();
    builder.getDimBuilderList().forEach(TensorShapeProto.Dim.Builder::clearName);
    return builder.build();
  }

  /**
   * The elements of the typed fields as content bytes: the field of the element type counts, as in
   * {@code tensor.proto}.
   */
  private static ByteString typed(TensorProto tensor, int width) {
    if (width == 0) {
      return tensor.toByteString();
    }
    if (tensor.getFloat8Val().size() > 0) {
      return tensor.getFloat8Val();
    }
    return switch (tensor.getDtype()) {
      case DT_FLOAT -> bytes(tensor.getFloatValList(), 4, ByteBuffer::putFloat);
      case DT_COMPLEX64 -> bytes(tensor.getScomplexValList(), 4, ByteBuffer::putFloat);
      case DT_DOUBLE -> bytes(tensor.getDoubleValList(), 8, ByteBuffer::putDouble);
      case DT_COMPLEX128 -> bytes(tensor.getDcomplexValList(), 8, ByteBuffer::putDouble);
      case DT_INT64 -> bytes(tensor.getInt64ValList(), 8, ByteBuffer::putLong);
      case DT_UINT64 -> bytes(tensor.getUint64ValList(), 8, ByteBuffer::putLong);
      case DT_UINT32 -> bytes(tensor.getUint32ValList(), 4, ByteBuffer::putInt);
      case DT_BOOL ->
          bytes(tensor.getBoolValList(), 1, (out, value) -> out.put((byte) (value ? 1 : 0)));
      case DT_HALF, DT_BFLOAT16 ->
          bytes(tensor.getHalfValList(), 2, (out, value) -> out.putShort(value.shortValue()));
      default ->
          switch (width) {
            case 1 -> bytes(tensor.getIntValList(), 1, (out, value) -> out.put(value.byteValue()));
            case 2 ->
                bytes(tensor.getIntValList(), 2, (out, value) -> out.putShort(value.shortValue()));
            default -> bytes(tensor.getIntValList(), 4, ByteBuffer::putInt);
          };
    };
  }

  private static <T> ByteString bytes(List<T> values, int width, BiConsumer<ByteBuffer, T> put) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(values.size(), width))
            .order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> put.accept(out, value));
    return UnsafeByteOperations.unsafeWrap(out.flip());
  }

  private static boolean equalAt(ByteString bytes, int at, ByteString element) {
    for (int i = 0; i < element.size(); i++) {
      if (bytes.byteAt(at + i) != element.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first elements as text. */
  String describe(int limit) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    if (!strings.isEmpty()) {
      strings.stream().limit(limit).forEach(item -> text.add(Notation.text(item.toStringUtf8())));
      if (strings.size() > limit) {
        text.add("…");
      }
      return text.toString();
    }
    int width = last.size();
    if (width == 0) {
      return head.size() + " bytes";
    }
    int shown = Math.min(head.size() / width, limit);
    for (int i = 0; i < shown; i++) {
      text.add(Elements.of(dtype, head.substring(i * width, (i + 1) * width)));
    }
    return text.add(shown < head.size() / width ? "…" : Elements.of(dtype, last)).toString();
  }
}
