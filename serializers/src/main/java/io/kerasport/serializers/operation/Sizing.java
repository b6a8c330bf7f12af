package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sizes and positions: numbers of the file, or integers that the graph computes. */
final class Sizing {
  private Sizing() {}

  /** A vector of int32 from a tensor, an integer, or a list of integers and scalar tensors. */
  static Operand vector(Ops tf, String name, Object value) {
    if (value instanceof Operand tensor) {
      return integer(name, tensor);
    }
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    if (items.stream().allMatch(Long.class::isInstance)) {
      return tf.ints(items.stream().mapToInt(item -> Math.toIntExact((Long) item)).toArray());
    }
    return tf.arrays().pack(items.stream().map(item -> scalar(tf, name, item)).toList(), 0);
  }

  /** A scalar from a tensor or an integer. */
  static Operand scalar(Ops tf, String name, @Nullable Object value) {
    if (value instanceof Operand tensor) {
      return integer(name, tensor);
    }
    if (value instanceof Long number) {
      return tf.scalar(Math.toIntExact(number));
    }
    throw new ConfigException(name, "integers", value);
  }

  private static Operand integer(String name, Operand tensor) {
    if (tensor.dtype() != DType.INT32 && tensor.dtype() != DType.INT64) {
      throw new ConfigException(name, "integers", "a tensor of " + tensor.dtype().kerasName());
    }
    return tensor;
  }

  /** The sizes of a tensor's axes: numbers where known, else scalar tensors. */
  static List<Object> sizes(Ops tf, Operand x) {
    List<Object> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      long known = x.shape().dim(axis);
      sizes.add(known == Shape.UNKNOWN_DIM ? tf.arrays().size(x, axis) : (Object) known);
    }
    return sizes;
  }

  /** A tensor in a shape of which at most one size is left to be worked out. */
  static Operand reshape(Ops tf, Operand x, List<Object> sizes) {
    long open = sizes.stream().filter(Operand.class::isInstance).count();
    List<Object> wanted = new ArrayList<>(sizes);
    if (open == 1 && !sizes.contains(-1L)) {
      wanted.replaceAll(size -> size instanceof Operand ? (Object) (-1L) : size);
    }
    return tf.reshape(x, vector(tf, "shape", wanted));
  }
}
