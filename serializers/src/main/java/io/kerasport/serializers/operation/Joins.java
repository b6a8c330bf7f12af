package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations that join tensors, or cut one into several. */
final class Joins {
  private Joins() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Concatenate", Operation.of("xs", Joins::concatenate));
    all.put("Stack", Operation.of("x", Joins::stack));
    all.put("Hstack", Operation.of("xs", Joins::sideBySide));
    all.put("Vstack", Operation.of("xs", Joins::belowEachOther));
    all.put("Append", Operation.of("x1 x2", Joins::append));
    all.put("Split", Operation.several("x", Joins::split));
    all.put("Unstack", Operation.several("x", Joins::unstack));
    return all;
  }

  private static Operand concatenate(OperationCall call) {
    return joined(
        call.tf(), call.items("xs"), Math.toIntExact(call.arguments().integer("axis", 0)));
  }

  private static Operand joined(Ops tf, List<Operand> items, int axis) {
    return items.size() == 1 ? items.get(0) : tf.concat(items, axis);
  }

  private static Operand stack(OperationCall call) {
    int axis = Math.toIntExact(call.arguments().integer("axis", 0));
    return call.tf().arrays().pack(call.items("x"), axis);
  }

  static Operand sum(OperationCall call) {
    return call.tf().graph().node("AddN").inputs(call.items("xs")).buildOutput();
  }

  private static Operand sideBySide(OperationCall call) {
    List<Operand> items = call.items("xs");
    return joined(call.tf(), items, items.get(0).shape().rank() == 1 ? 0 : 1);
  }

  private static Operand belowEachOther(OperationCall call) {
    List<Operand> rows = new ArrayList<>();
    for (Operand item : call.items("xs")) {
      rows.add(Arrangements.leadingAxes(call.tf(), item, 2 - item.shape().rank()));
    }
    return joined(call.tf(), rows, 0);
  }

  private static Operand append(OperationCall call) {
    List<Operand> pair = call.together("x1", "x2");
    if (call.arguments().has("axis")) {
      return call.tf().concat(pair, call.axis("axis", pair.get(0)));
    }
    return call.tf().concat(pair.stream().map(x -> call.tf().arrays().reshape(x, -1)).toList(), 0);
  }

  /** Keras 3 cuts at positions, TensorFlow into sizes; both into equal parts. */
  private static List<Operand> split(OperationCall call) {
    Operand x = call.x();
    int axis = call.arguments().has("axis") ? call.axis("axis", x) : 0;
    String name = call.isKeras2() ? "num_or_size_splits" : "indices_or_sections";
    if (call.required(name) instanceof Long parts) {
      if (parts < 1) {
        throw new ConfigException(name, "at least one part", parts);
      }
      return call.tf().arrays().split(x, axis, Math.toIntExact(parts));
    }
    List<Long> given = call.arguments().integers(name);
    return cut(call.tf(), x, axis, call.isKeras2() ? given : sizes(call, given, x.shape(), axis));
  }

  private static List<Long> sizes(OperationCall call, List<Long> ends, Shape shape, int axis) {
    long size = shape.dim(axis);
    if (size == Shape.UNKNOWN_DIM) {
      throw call.refused("splits an axis of unknown size at positions");
    }
    List<Long> sizes = new ArrayList<>();
    long begin = 0;
    for (long end : ends) {
      long at = Math.max(begin, Math.min(end < 0 ? end + size : end, size));
      sizes.add(at - begin);
      begin = at;
    }
    sizes.add(size - begin);
    return sizes;
  }

  private static List<Operand> cut(Ops tf, Operand x, int axis, List<Long> sizes) {
    int[] parts = sizes.stream().mapToInt(Math::toIntExact).toArray();
    return tf.graph()
        .node("SplitV")
        .name("split")
        .input(x)
        .input(tf.ints("split/size_splits", parts))
        .input(tf.scalar(axis))
        .attr("num_split", Attr.of(parts.length))
        .build()
        .outputs();
  }

  private static List<Operand> unstack(OperationCall call) {
    Operand x = call.x();
    int axis = call.arguments().has("axis") ? call.axis("axis", x) : 0;
    long count = call.arguments().integer("num", x.shape().dim(axis));
    if (count < 0) {
      throw call.refused("takes an axis of unknown size apart");
    }
    return call.tf()
        .graph()
        .node("Unpack")
        .name("unstack")
        .input(x)
        .attr("num", Attr.of(count))
        .attr("axis", Attr.of(axis))
        .build()
        .outputs();
  }
}
