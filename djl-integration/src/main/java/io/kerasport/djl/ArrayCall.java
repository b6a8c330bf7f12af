package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method of DJL's arrays.
 *
 * @param method its name
 * @param self the array it is called on
 * @param arguments its arguments; arrays as {@link Value}, lists of arrays as lists of those
 * @param out where its layers go
 */
record ArrayCall(String method, Value self, List<@Nullable Object> arguments, LayerWriter out) {

  /** The array the method is called on, as a tensor. */
  Traced x() {
    return out.tensor(self);
  }

  boolean has(int index) {
    return index < arguments.size() && arguments.get(index) != null;
  }

  @Nullable Object at(int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  /** An argument as a tensor. */
  Traced tensor(int index) {
    return out.tensor(value(index));
  }

  Value value(int index) {
    return required(index, Value.class);
  }

  /** A list of arrays. */
  List<Value> values(int index) {
    List<?> list = required(index, List.class);
    return list.stream().map(Value.class::cast).toList();
  }

  /** A parameter of a Block. */
  Stored parameter(int index) {
    if (value(index) instanceof Stored stored) {
      return stored;
    }
    throw UntraceableException.noCounterpart(
        "`" + method + "` with weights that are not a parameter");
  }

  /** A parameter, or null if there is none. */
  @Nullable Stored optionalParameter(int index) {
    return has(index) ? parameter(index) : null;
  }

  Shape shape(int index) {
    return required(index, Shape.class);
  }

  int integer(int index) {
    return required(index, Number.class).intValue();
  }

  boolean flag(int index) {
    return required(index, Boolean.class);
  }

  DataType type(int index) {
    return required(index, DataType.class);
  }

  /** A number, with no more digits than it was written with. */
  double number(int index) {
    return exact(required(index, Number.class));
  }

  static double exact(Number number) {
    return number instanceof Float single
        ? Double.parseDouble(Float.toString(single))
        : number.doubleValue();
  }

  /** An argument that is an array of integers of any width. */
  long[] longs(int index) {
    Object value = at(index);
    if (value instanceof int[] narrow) {
      return Arrays.stream(narrow).asLongStream().toArray();
    }
    return required(index, long[].class);
  }

  /** The number in every place of an array, or null if the array holds others. */
  static @Nullable Double number(@Nullable Object argument) {
    if (argument instanceof Number number) {
      return exact(number);
    }
    return argument instanceof Filled filled ? filled.number() : null;
  }

  private <T> T required(int index, Class<T> type) {
    Object value = at(index);
    if (!type.isInstance(value)) {
      throw UntraceableException.noCounterpart(
          "`"
              + method
              + "` with the arguments "
              + arguments
              + ", of which "
              + (index + 1)
              + " should be a "
              + type.getSimpleName());
    }
    return type.cast(value);
  }
}
