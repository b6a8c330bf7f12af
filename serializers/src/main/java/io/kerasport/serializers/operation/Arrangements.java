package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Sizes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Operations that arrange the elements of one tensor anew. */
final class Arrangements {
  private Arrangements() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Reshape", Operation.of("x", Arrangements::reshape));
    all.put("Ravel", Operation.of("x", call -> call.tf().arrays().reshape(call.x(), -1)));
    all.put("Transpose", Operation.of("x", Arrangements::transpose));
    all.put("Swapaxes", Operation.of("x", Arrangements::swapAxes));
    all.put("Moveaxis", Operation.of("x", Arrangements::moveAxis));
    all.put("ExpandDims", Operation.of("x", Arrangements::expandDims));
    all.put("Squeeze", Operation.of("x", Arrangements::squeeze));
    all.put("BroadcastTo", Operation.of("x", Arrangements::broadcastTo));
    all.put("Tile", Operation.of("x", Arrangements::tile));
    all.put("Repeat", Operation.of("x", Arrangements::repeat));
    all.put("Flip", Operation.of("x", Arrangements::flip));
    all.put("Flipud", Operation.of("x", call -> flipped(call, 0)));
    all.put("Fliplr", Operation.of("x", call -> flipped(call, 1)));
    all.put("Roll", Operation.of("x", Arrangements::roll));
    all.put("Pad", Operation.of("x constant_values", Arrangements::pad));
    all.put("Tril", Operation.of("x", Arrangements::lowerTriangle));
    all.put("Triu", Operation.of("x", Arrangements::upperTriangle));
    return all;
  }

  private static Operand reshape(OperationCall call) {
    return call.tf().reshape(call.x(), sizes(call, "newshape"));
  }

  private static Operand sizes(OperationCall call, String name) {
    return Sizing.vector(call.tf(), name, call.required(name));
  }

  private static Operand transpose(OperationCall call) {
    Operand x = call.x();
    int rank = x.shape().rank();
    int[] order =
        call.arguments().has("axes")
            ? Sizes.axes(call.arguments(), "axes", rank)
            : IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    if (IntStream.of(order).distinct().count() != rank || order.length != rank) {
      throw new ConfigException("axes", "each axis once", call.arguments().get("axes"));
    }
    return call.tf().arrays().transpose(x, order);
  }

  /** The last two axes swapped. */
  static Operand matrixTranspose(OperationCall call) {
    Operand x = call.x();
    int rank = x.shape().rank();
    if (rank < 2) {
      throw call.refused("transposes matrices in " + x.shape());
    }
    int[] order = IntStream.range(0, rank).toArray();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return call.tf().arrays().transpose(x, order);
  }

  /** Each sample as a vector. */
  static Operand flattenSamples(OperationCall call) {
    Operand x = call.x();
    Shape sample = x.shape().slice(1, x.shape().rank());
    if (!sample.isFullyKnown()) {
      throw call.refused("flattens samples of the shape " + sample);
    }
    return call.tf().arrays().reshape(x, -1, Math.toIntExact(sample.elements()));
  }

  private static Operand swapAxes(OperationCall call) {
    Operand x = call.x();
    int[] order = IntStream.range(0, x.shape().rank()).toArray();
    int one = call.axis("axis1", x);
    int other = call.axis("axis2", x);
    order[one] = other;
    order[other] = one;
    return call.tf().arrays().transpose(x, order);
  }

  private static Operand moveAxis(OperationCall call) {
    Operand x = call.x();
    int rank = x.shape().rank();
    int[] from = Sizes.axes(call.arguments(), "source", rank);
    int[] to = Sizes.axes(call.arguments(), "destination", rank);
    if (from.length != to.length) {
      throw new ConfigException(
          "destination", "as long as `source`", call.arguments().get("destination"));
    }
    Integer[] order = new Integer[rank];
    for (int i = 0; i < from.length; i++) {
      order[to[i]] = from[i];
    }
    List<Integer> moved = IntStream.of(from).boxed().toList();
    List<Integer> rest = IntStream.range(0, rank).boxed().filter(i -> !moved.contains(i)).toList();
    int next = 0;
    int[] all = new int[rank];
    for (int i = 0; i < rank; i++) {
      all[i] = order[i] != null ? order[i] : rest.get(next++);
    }
    return call.tf().arrays().transpose(x, all);
  }

  private static Operand expandDims(OperationCall call) {
    Operand x = call.x();
    List<Long> given = call.arguments().integers("axis");
    int rank = x.shape().rank() + given.size();
    int[] axes = Sizes.axes(call.arguments(), "axis", rank);
    for (int axis : IntStream.of(axes).sorted().toArray()) {
      x = call.tf().arrays().expandDims(x, axis);
    }
    return x;
  }

  private static Operand squeeze(OperationCall call) {
    Operand x = call.x();
    if (call.arguments().has("axis")) {
      return call.tf().arrays().squeeze(x, call.axes(x));
    }
    if (!x.shape().isFullyKnown() && !call.isKeras2()) {
      throw call.refused("drops the axes of size 1 of the shape " + x.shape());
    }
    int[] single =
        IntStream.range(0, x.shape().rank()).filter(axis -> x.shape().dim(axis) == 1).toArray();
    return single.length == 0 ? x : call.tf().arrays().squeeze(x, single);
  }

  private static Operand broadcastTo(OperationCall call) {
    return call.tf().arrays().broadcastTo(call.x(), sizes(call, "shape"));
  }

  private static Operand tile(OperationCall call) {
    Operand x = call.x();
    Object repeats = call.required("repeats");
    if (repeats instanceof Operand) {
      return tiled(call.tf(), x, sizes(call, "repeats"));
    }
    List<Object> counts = new ArrayList<>();
    if (repeats instanceof List<?> list) {
      list.forEach(counts::add);
    } else {
      counts.add(repeats);
    }
    int missing = Math.max(0, x.shape().rank() - counts.size());
    counts.addAll(0, Collections.nCopies(missing, 1L));
    Operand ranked = leadingAxes(call.tf(), x, counts.size() - x.shape().rank());
    return tiled(call.tf(), ranked, Sizing.vector(call.tf(), "repeats", counts));
  }

  private static Operand tiled(Ops tf, Operand x, Operand multiples) {
    return tf.graph().node("Tile").input(x).input(multiples).buildOutput();
  }

  /** The tensor behind so many axes of size 1. */
  static Operand leadingAxes(Ops tf, Operand x, int count) {
    Operand y = x;
    for (int i = 0; i < count; i++) {
      y = tf.arrays().expandDims(y, 0);
    }
    return y;
  }

  /** Each element several times, next to each other. */
  private static Operand repeat(OperationCall call) {
    Ops tf = call.tf();
    boolean flat = !call.arguments().has("axis");
    Operand x = flat ? tf.arrays().reshape(call.x(), -1) : call.x();
    int axis = flat ? 0 : call.axis("axis", x);
    if (call.required("repeats") instanceof Operand) {
      throw call.refused("repeats as often as a tensor says");
    }
    List<Long> repeats = call.arguments().integers("repeats");
    if (repeats.size() > 1) {
      return Choices.gather(tf, x, eachRepeated(call, x, axis, repeats), axis);
    }
    if (repeats.get(0) < 0) {
      throw new ConfigException("repeats", "not negative", repeats);
    }
    List<Object> counts = new ArrayList<>(Collections.nCopies(x.shape().rank() + 1, 1L));
    counts.set(axis + 1, repeats.get(0));
    Operand apart = tf.arrays().expandDims(x, axis + 1);
    List<Object> sizes = Sizing.sizes(tf, x);
    Object size = sizes.get(axis);
    sizes.set(
        axis,
        size instanceof Long known
            ? (Object) Math.multiplyExact(known, repeats.get(0))
            : tf.mul((Operand) size, repeats.get(0)));
    return Sizing.reshape(tf, tiled(tf, apart, Sizing.vector(tf, "repeats", counts)), sizes);
  }

  private static Operand eachRepeated(OperationCall call, Operand x, int axis, List<Long> repeats) {
    if (x.shape().dim(axis) != repeats.size()) {
      throw new ConfigException("repeats", "one for each of " + x.shape().dim(axis), repeats);
    }
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < repeats.size(); i++) {
      indices.addAll(Collections.nCopies(Math.toIntExact(repeats.get(i)), i));
    }
    return call.tf().ints(indices.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Operand flip(OperationCall call) {
    return flipped(call, call.axes(call.x()));
  }

  private static Operand flipped(OperationCall call, int... axes) {
    return call.tf()
        .graph()
        .node("ReverseV2")
        .input(call.x())
        .input(call.tf().ints("ReverseV2/axis", axes))
        .buildOutput();
  }

  private static Operand roll(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    boolean flat = !call.arguments().has("axis");
    int[] axes = flat ? new int[] {0} : call.axes(x);
    Operand shift = Sizing.vector(tf, "shift", call.required("shift"));
    if (shift.shape().rank() != 1 || shift.shape().dim(0) != axes.length) {
      throw new ConfigException("shift", "one for each axis", call.arguments().get("shift"));
    }
    Operand rolled =
        tf.graph()
            .node("Roll")
            .input(flat ? tf.arrays().reshape(x, -1) : x)
            .input(shift)
            .input(tf.ints("Roll/axis", axes))
            .buildOutput();
    return flat ? Sizing.reshape(tf, rolled, Sizing.sizes(tf, x)) : rolled;
  }

  private static Operand pad(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    Operand paddings = paddings(call, x.shape().rank());
    String mode = call.arguments().string("mode", "constant").toUpperCase(Locale.ROOT);
    if (mode.equals("REFLECT") || mode.equals("SYMMETRIC")) {
      return tf.graph()
          .node("MirrorPad")
          .input(x)
          .input(paddings)
          .attr("mode", Attr.of(mode))
          .buildOutput();
    }
    if (!mode.equals("CONSTANT")) {
      throw new ConfigException(
          "mode", "\"constant\", \"reflect\" or \"symmetric\"", call.arguments().get("mode"));
    }
    Operand value =
        call.arguments().has("constant_values")
            ? call.tensor("constant_values", x.dtype())
            : tf.scalarLike(x, 0);
    return tf.graph().node("PadV2").input(x).input(paddings).input(value).buildOutput();
  }

  /** How much before and after each axis; one number or pair counts for all axes. */
  private static Operand paddings(OperationCall call, int rank) {
    Object given = call.required("pad_width");
    if (given instanceof Operand tensor) {
      return tensor;
    }
    List<Object> axes = new ArrayList<>();
    if (given instanceof List<?> list && list.stream().allMatch(List.class::isInstance)) {
      axes.addAll(list);
    } else {
      axes.add(given);
    }
    if (axes.size() == 1) {
      axes = Collections.nCopies(rank, axes.get(0));
    }
    List<Object> pairs = new ArrayList<>();
    axes.forEach(axis -> pairs.add(pair(axis)));
    if (pairs.size() != rank) {
      throw new ConfigException("pad_width", "a pair for each of " + rank + " axes", given);
    }
    return Constants.tensor(call.tf(), "pad_width", pairs, DType.INT32);
  }

  private static Object pair(Object axis) {
    if (axis instanceof List<?> list && list.size() == 2) {
      return list;
    }
    Object one = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
    if (!(one instanceof Long)) {
      throw new ConfigException("pad_width", "pairs of integers", axis);
    }
    return List.of(one, one);
  }

  private static Operand lowerTriangle(OperationCall call) {
    Operand x = call.x();
    long diagonal = call.arguments().integer("k", 0);
    return diagonal >= 0
        ? band(call.tf(), x, -1, diagonal)
        : call.tf().sub(x, band(call.tf(), x, -diagonal - 1, -1));
  }

  private static Operand upperTriangle(OperationCall call) {
    Operand x = call.x();
    long diagonal = call.arguments().integer("k", 0);
    return diagonal <= 0
        ? band(call.tf(), x, -diagonal, -1)
        : call.tf().sub(x, band(call.tf(), x, -1, diagonal - 1));
  }

  /** TensorFlow's {@code band_part}. */
  static Operand band(OperationCall call) {
    long below = call.arguments().integer("num_lower");
    return band(call.tf(), call.x(), below, call.arguments().integer("num_upper"));
  }

  /** The elements at most so far below and above the diagonal; -1 for all. */
  static Operand band(Ops tf, Operand x, long below, long above) {
    return tf.graph()
        .node("MatrixBandPart")
        .input(x)
        .input(tf.constant(TensorValue.ofLongs(Shape.scalar(), below)))
        .input(tf.constant(TensorValue.ofLongs(Shape.scalar(), above)))
        .buildOutput();
  }
}
