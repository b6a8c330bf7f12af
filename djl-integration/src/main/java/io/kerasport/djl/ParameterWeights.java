package io.kerasport.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A Keras weight made of parameters, which are read when the weight is written.
 *
 * @param parts what follows each other in the weight
 */
record ParameterWeights(List<Part> parts) implements WeightData {
  private static final int BUFFER = 1 << 16;

  /**
   * Elements that one or several parameters make.
   *
   * @param terms parameters of equal shape; their sum counts
   * @param source which element of the parameters stands at a position of this part
   */
  record Part(List<Parameter> terms, LongUnaryOperator source) {
    long size() {
      return terms.get(0).getArray().getShape().size();
    }

    DataType type() {
      return terms.get(0).getArray().getDataType();
    }
  }

  /** A parameter as it is, under another shape. */
  static Weight of(String name, Parameter parameter, long... shape) {
    return weight(name, shape, new Part(List.of(parameter), LongUnaryOperator.identity()));
  }

  /**
   * A parameter with its axes in another order.
   *
   * @param view the parameter's sizes
   * @param order which axis of the view each axis of the result is
   * @param shape the weight's shape
   */
  static Weight permuted(
      String name, Parameter parameter, long[] view, int[] order, long... shape) {
    return weight(name, shape, new Part(List.of(parameter), permutation(view, order)));
  }

  static Weight weight(String name, long[] shape, Part... parts) {
    DataType type = parts[0].type();
    TensorSpec spec = new TensorSpec(Types.of(type), Shape.of(shape));
    String origin = parts[0].terms().get(0).getName();
    return new Weight(name, spec, new ParameterWeights(List.of(parts)), "DJL parameter " + origin);
  }

  /** From a position in a permuted array to the position in the array itself. */
  static LongUnaryOperator permutation(long[] view, int[] order) {
    long[] strides = new long[view.length];
    long stride = 1;
    for (int axis = view.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= view[axis];
    }
    long[] sizes = Arrays.stream(order).mapToLong(axis -> view[axis]).toArray();
    long[] steps = Arrays.stream(order).mapToLong(axis -> strides[axis]).toArray();
    return position -> {
      long left = position;
      long from = 0;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        from += left % sizes[axis] * steps[axis];
        left /= sizes[axis];
      }
      return from;
    };
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    for (Part part : parts) {
      List<ByteBuffer> values = part.terms().stream().map(term -> values(term.getArray())).toList();
      boolean wide = part.type() == DataType.FLOAT64;
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
      long size = part.size();
      for (long i = 0; i < size; i++) {
        int from = Math.toIntExact(part.source().applyAsLong(i));
        if (wide) {
          double sum = values.get(0).getDouble(from * Double.BYTES);
          for (ByteBuffer term : values.subList(1, values.size())) {
            sum += term.getDouble(from * Double.BYTES);
          }
          buffer.putDouble(sum);
        } else {
          float sum = values.get(0).getFloat(from * Float.BYTES);
          for (ByteBuffer term : values.subList(1, values.size())) {
            sum += term.getFloat(from * Float.BYTES);
          }
          buffer.putFloat(sum);
        }
        if (!buffer.hasRemaining()) {
          write(buffer, channel);
        }
      }
      write(buffer, channel);
    }
  }

  private static ByteBuffer values(NDArray array) {
    ByteBuffer bytes = array.toByteBuffer();
    return bytes.slice().order(bytes.order());
  }

  private static void write(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
