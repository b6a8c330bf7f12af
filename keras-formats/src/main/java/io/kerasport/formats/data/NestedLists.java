package io.kerasport.formats.data;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor out of nested lists, as JSON has them. */
final class NestedLists {
  private final List<Long> dims = new ArrayList<>();
  private final List<Object> elements = new ArrayList<>();

  private final String name;

  private NestedLists(String name) {
    this.name = name;
  }

  static TensorValue tensor(String name, @Nullable Object nested) {
    NestedLists lists = new NestedLists(name);
    for (Object first = nested; first instanceof List<?> list; ) {
      lists.dims.add((long) list.size());
      first = list.isEmpty() ? null : list.get(0);
    }
    lists.add(nested, 0);
    return lists.tensor();
  }

  private void add(@Nullable Object value, int depth) {
    if (depth == dims.size()) {
      if (value == null || value instanceof List<?>) {
        throw new DataFormatException("lists of different depths, or nulls, are no tensor", name);
      }
      elements.add(value);
      return;
    }
    if (!(value instanceof List<?> list) || list.size() != dims.get(depth)) {
      throw new DataFormatException("lists of different lengths are no tensor", name);
    }
    list.forEach(item -> add(item, depth + 1));
  }

  private TensorValue tensor() {
    Shape shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    if (elements.stream().allMatch(Long.class::isInstance) && !elements.isEmpty()) {
      return TensorValue.ofLongs(shape, elements.stream().mapToLong(e -> (Long) e).toArray());
    }
    if (elements.stream().allMatch(Number.class::isInstance)) {
      return TensorValue.ofNumbers(
          DType.DOUBLE,
          shape,
          elements.stream().mapToDouble(e -> ((Number) e).doubleValue()).toArray());
    }
    if (elements.stream().allMatch(String.class::isInstance)) {
      return TensorValue.ofStrings(shape, elements.stream().map(String.class::cast).toList());
    }
    if (elements.stream().allMatch(Boolean.class::isInstance)) {
      ByteBuffer bytes = ByteBuffer.allocate(elements.size()).order(ByteOrder.LITTLE_ENDIAN);
      elements.forEach(element -> bytes.put((byte) ((Boolean) element ? 1 : 0)));
      return TensorValue.ofBytes(new TensorSpec(DType.BOOL, shape), bytes.array());
    }
    throw new DataFormatException(
        "numbers, texts and truth values do not go into one tensor", name);
  }
}
