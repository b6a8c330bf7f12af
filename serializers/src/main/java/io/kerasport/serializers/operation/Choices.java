package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operations that choose among elements: by a condition, by indices, by size. */
final class Choices {
  private Choices() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Where", Operation.of("condition x1 x2", Choices::where));
    all.put("GetItem", Operation.of("x key", GetItem::of));
    all.put("Take", Operation.of("x indices", Choices::take));
    all.put("TakeAlongAxis", Operation.of("x indices", Choices::takeAlongAxis));
    all.put("Slice", Operation.of("inputs start_indices", Slices::slice));
    all.put("Diff", Operation.of("a", Slices::differences).defaulting("axis", -1L));
    all.put("SliceUpdate", Operation.of("inputs start_indices updates", Slices::update));
    all.put("OneHot", Operation.of("x", Choices::oneHot));
    all.put("TopK", Operation.several("x", Choices::topK));
    all.put("Sort", Operation.of("x", call -> sorted(call, 0)).defaulting("axis", -1L));
    all.put("Argsort", Operation.of("x", call -> sorted(call, 1)).defaulting("axis", -1L));
    return all;
  }

  private static Operand where(OperationCall call) {
    if (!call.arguments().has("x1") || !call.arguments().has("x2")) {
      throw call.refused("gives the positions of true elements, whose number is not fixed");
    }
    Operand condition = call.tf().cast(call.tensor("condition"), DType.BOOL);
    List<Operand> values = call.together("x1", "x2");
    return call.tf().math().select(condition, values.get(0), values.get(1));
  }

  /** Negative indices count from the end, in Keras 3. */
  private static Operand take(OperationCall call) {
    Ops tf = call.tf();
    boolean flat = !call.arguments().has("axis");
    Operand x = flat ? tf.arrays().reshape(call.x(), -1) : call.x();
    int axis = flat ? 0 : call.axis("axis", x);
    return gather(tf, x, fromTheFront(tf, x, axis, indices(call)), axis);
  }

  private static Operand indices(OperationCall call) {
    Operand indices = call.tensor("indices");
    return indices.dtype() == DType.INT64 ? indices : call.tf().cast(indices, DType.INT32);
  }

  private static Operand fromTheFront(Ops tf, Operand x, int axis, Operand indices) {
    Operand size = tf.cast(tf.arrays().size(x, axis), indices.dtype());
    Operand negative = tf.math().less(indices, tf.scalarLike(indices, 0));
    return tf.math().select(negative, tf.add(indices, size), indices);
  }

  static Operand gather(Ops tf, Operand x, Operand indices, int axis) {
    return gather(tf, x, indices, axis, 0);
  }

  private static Operand gather(Ops tf, Operand x, Operand indices, int axis, int batchDims) {
    return tf.graph()
        .node("GatherV2")
        .input(x)
        .input(indices)
        .input(tf.scalar(axis))
        .attr("batch_dims", Attr.of(batchDims))
        .buildOutput();
  }

  /** TensorFlow's gather, whose indices are never negative. */
  static Operand gather(OperationCall call) {
    Operand x = call.x();
    Operand indices = indices(call);
    int batchDims = Math.toIntExact(call.arguments().integer("batch_dims", 0));
    if (batchDims < 0) {
      batchDims += indices.shape().rank();
    }
    int axis = call.arguments().has("axis") ? call.axis("axis", x) : batchDims;
    return gather(call.tf(), x, indices, axis, batchDims);
  }

  static Operand gatherNd(OperationCall call) {
    if (call.arguments().integer("batch_dims", 0) != 0) {
      throw call.refused("gathers in batches");
    }
    return call.tf().graph().node("GatherNd").input(call.x()).input(indices(call)).buildOutput();
  }

  private static Operand takeAlongAxis(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    Operand indices = indices(call);
    if (!call.arguments().has("axis")) {
      Operand flat = tf.arrays().reshape(x, -1);
      Operand taken = tf.arrays().reshape(indices, -1);
      return gather(tf, flat, fromTheFront(tf, flat, 0, taken), 0);
    }
    int axis = call.axis("axis", x);
    int rank = x.shape().rank();
    if (!fits(x.shape(), indices.shape(), axis)) {
      throw call.refused("takes from " + x.shape() + " along " + indices.shape());
    }
    int[] order = IntStream.range(0, rank).toArray();
    order[axis] = rank - 1;
    order[rank - 1] = axis;
    Operand last = tf.arrays().transpose(x, order);
    Operand from = tf.arrays().transpose(fromTheFront(tf, x, axis, indices), order);
    return tf.arrays().transpose(gather(tf, last, from, rank - 1, rank - 1), order);
  }

  private static boolean fits(Shape x, Shape indices, int axis) {
    return x.rank() == indices.rank()
        && x.withDim(axis, Shape.UNKNOWN_DIM)
            .isCompatibleWith(indices.withDim(axis, Shape.UNKNOWN_DIM));
  }

  private static Operand oneHot(OperationCall call) {
    Ops tf = call.tf();
    DType dtype = call.dtype("dtype", DType.FLOAT);
    Operand on = value(call, "on_value", 1, dtype);
    Operand off = value(call, "off_value", 0, dtype);
    Operand indices = call.x();
    if (call.arguments().bool("sparse", false)) {
      throw call.refused("gives a sparse tensor");
    }
    return tf.graph()
        .node("OneHot")
        .input(tf.cast(indices, DType.INT64))
        .input(Sizing.scalar(tf, "num_classes", call.required("num_classes")))
        .input(on)
        .input(off)
        .attr("axis", Attr.of(call.arguments().integer("axis", -1)))
        .buildOutput();
  }

  private static Operand value(OperationCall call, String name, double otherwise, DType dtype) {
    return call.arguments().has(name)
        ? call.tensor(name, dtype)
        : call.tf().constant(TensorValue.scalar(dtype, otherwise));
  }

  private static List<Operand> topK(OperationCall call) {
    Object count = call.required("k");
    return largest(call.tf(), call.x(), Sizing.scalar(call.tf(), "k", count));
  }

  private static List<Operand> largest(Ops tf, Operand x, Operand count) {
    return tf.graph().node("TopKV2").input(x).input(count).build().outputs();
  }

  /** By the largest elements; ascending by those of the negated tensor. */
  private static Operand sorted(OperationCall call, int output) {
    Ops tf = call.tf();
    boolean flat = !call.arguments().has("axis");
    Operand x = flat ? tf.arrays().reshape(call.x(), -1) : call.x();
    if (!x.dtype().isFloating()) {
      throw new ConfigException("x", "floating point numbers to sort", x.dtype().kerasName());
    }
    int rank = x.shape().rank();
    int axis = flat ? 0 : call.axis("axis", x);
    int[] order = IntStream.range(0, rank).toArray();
    order[axis] = rank - 1;
    order[rank - 1] = axis;
    Operand last = axis == rank - 1 ? x : tf.arrays().transpose(x, order);
    boolean ascending = call.arguments().string("direction", "ASCENDING").equals("ASCENDING");
    Operand searched = ascending ? tf.neg(last) : last;
    Operand found = largest(tf, searched, tf.arrays().size(last, -1)).get(output);
    Operand sorted = ascending && output == 0 ? tf.neg(found) : found;
    return axis == rank - 1 ? sorted : tf.arrays().transpose(sorted, order);
  }
}
