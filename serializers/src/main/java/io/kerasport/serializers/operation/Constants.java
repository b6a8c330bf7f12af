package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as tensors: tensors themselves, numbers, nested lists, and the objects that Keras 3
 * writes for the arrays of NumPy and of its backend.
 */
final class Constants {
  private static final int LARGEST_RANK = 8;
  private static final int MOST_ELEMENTS = 1 << 24;
  private static final Set<String> ARRAYS = Set.of("__numpy__", "__tensor__");

  private Constants() {}

  /** A tensor of the argument's own type. */
  static Operand tensor(Ops tf, String name, Object value) {
    return value instanceof Operand tensor ? tensor : tensor(tf, name, value, dtype(name, value));
  }

  /** A tensor of a given type. */
  static Operand tensor(Ops tf, String name, Object value, DType dtype) {
    if (value instanceof Operand tensor) {
      return tf.cast(tensor, dtype);
    }
    if (value instanceof List<?> list && hasTensor(list)) {
      return tf.arrays()
          .pack(list.stream().map(item -> tensor(tf, name, some(name, item), dtype)).toList(), 0);
    }
    return tf.constant(literal(name, value, dtype));
  }

  /** The type a constant has by itself. */
  static DType dtype(String name, Object value) {
    if (value instanceof Operand tensor) {
      return tensor.dtype();
    }
    if (value instanceof Config array) {
      return arrayType(name, array);
    }
    if (value instanceof List<?> list) {
      @Nullable DType common = null;
      for (Object item : list) {
        DType own = dtype(name, some(name, item));
        common = common == null ? own : Promotion.of(common, own);
      }
      return common == null ? DType.FLOAT : common;
    }
    if (value instanceof Boolean) {
      return DType.BOOL;
    }
    if (value instanceof Long) {
      return DType.INT32;
    }
    if (value instanceof Double) {
      return DType.FLOAT;
    }
    throw new ConfigException(name, "a tensor or numbers", value);
  }

  private static DType arrayType(String name, Config array) {
    if (!ARRAYS.contains(array.get("class_name"))) {
      throw new ConfigException(name, "a tensor or numbers", array);
    }
    String stated = array.object("config").string("dtype");
    try {
      return DType.ofKerasName(stated);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, "an array of a known element type", stated);
    }
  }

  private static boolean hasTensor(List<?> list) {
    return list.stream()
        .anyMatch(
            item -> item instanceof Operand || (item instanceof List<?> inner && hasTensor(inner)));
  }

  private static Object some(String name, @Nullable Object item) {
    if (item == null) {
      throw new ConfigException(name, "a tensor or numbers", null);
    }
    return item;
  }

  private static TensorValue literal(String name, Object value, DType dtype) {
    @Nullable Object elements = value;
    if (value instanceof Config array) {
      arrayType(name, array);
      elements = array.object("config").get("value");
    }
    List<Long> dims = new ArrayList<>();
    for (Object part = elements; part instanceof List<?> list; ) {
      dims.add((long) list.size());
      if (dims.size() > LARGEST_RANK) {
        throw new ConfigException(name, "of at most " + LARGEST_RANK + " axes", value);
      }
      part = list.isEmpty() ? null : list.get(0);
    }
    List<Object> flat = new ArrayList<>();
    flatten(name, elements, dims, 0, flat);
    Shape shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    if (dtype == DType.INT64) {
      return TensorValue.ofLongs(
          shape, flat.stream().mapToLong(item -> integer(name, item, dtype)).toArray());
    }
    return TensorValue.ofNumbers(
        dtype, shape, flat.stream().mapToDouble(item -> number(name, item, dtype)).toArray());
  }

  private static void flatten(
      String name, @Nullable Object value, List<Long> dims, int depth, List<Object> into) {
    if (depth == dims.size() && (value instanceof Number || value instanceof Boolean)) {
      into.add(value);
    } else if (depth < dims.size()
        && value instanceof List<?> list
        && list.size() == dims.get(depth)
        && into.size() + list.size() <= MOST_ELEMENTS) {
      list.forEach(item -> flatten(name, item, dims, depth + 1, into));
    } else {
      throw new ConfigException(name, "a number or evenly nested lists of numbers", value);
    }
  }

  private static double number(String name, Object item, DType dtype) {
    if (dtype.isFloating() || dtype == DType.BOOL) {
      return item instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) item).doubleValue();
    }
    return integer(name, item, dtype);
  }

  private static long integer(String name, Object item, DType dtype) {
    long number =
        item instanceof Boolean truth
            ? (truth ? 1 : 0)
            : item instanceof Long integer ? integer : (long) ((Number) item).doubleValue();
    if (!fits(number, dtype)) {
      throw new ConfigException(name, "within the range of " + dtype.kerasName(), item);
    }
    return number;
  }

  private static boolean fits(long number, DType dtype) {
    int bits = Byte.SIZE * dtype.byteSize();
    if (dtype.kerasName().startsWith("u")) {
      return number >= 0 && (bits == Long.SIZE || number < 1L << bits);
    }
    return bits == Long.SIZE || (number >= -(1L << (bits - 1)) && number < 1L << (bits - 1));
  }
}
