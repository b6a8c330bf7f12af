package io.kerasport.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.KerasTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Axes turned, joined, cut and made anew. */
final class Arrangements {
  private Arrangements() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("reshape", ArrayOp.of(Arrangements::reshape));
    ops.put("flatten", ArrayOp.of(Arrangements::flatten));
    ops.put("expandDims", ArrayOp.of(Arrangements::expandDims));
    ops.put("squeeze", ArrayOp.of(Arrangements::squeeze));
    ops.put("transpose", ArrayOp.of(call -> transposed(call.out(), call.x(), order(call))));
    ops.put("swapAxes", ArrayOp.of(Arrangements::swapAxes));
    ops.put("concat", ArrayOp.of(Arrangements::concat));
    ops.put("stack", ArrayOp.of(Arrangements::stack));
    ops.put("split", Arrangements::split);
    ops.put("get", ArrayOp.of(Arrangements::get));
    ops.put("flip", ArrayOp.of(Arrangements::flip));
    ops.put("repeat", ArrayOp.of(Arrangements::repeat));
    ops.put("cumSum", ArrayOp.of(Arrangements::cumSum));
  }

  private static Value reshape(ArrayCall call) {
    Shape target = call.at(0) instanceof Shape shape ? shape : new Shape(call.longs(0).clone());
    return reshaped(call, target);
  }

  private static Value reshaped(ArrayCall call, Shape target) {
    if (call.self() instanceof Filled filled) {
      return new Filled(filled.number(), target, filled.type());
    }
    Traced x = call.x();
    LayerWriter out = call.out();
    if (keepsBatch(x.shape(), target)) {
      Shape rest = inferred(x.shape().slice(1), target.slice(1));
      Shape whole = new Shape(x.shape().get(0)).addAll(rest);
      if (whole.equals(x.shape())) {
        return x;
      }
      LayerSpec layer =
          rest.dimension() == 1 && x.rank() > 2
              ? LayerSpec.layer("Flatten")
              : LayerSpec.layer("Reshape").with("target_shape", Axes.list(rest));
      return out.layer(layer, whole, x);
    }
    if (target.getUnknownValueCount() > 1) {
      throw UntraceableException.noCounterpart("`reshape` of " + x.shape() + " to " + target);
    }
    return out.operation(
        LayerSpec.operation("numpy", "Reshape").with("newshape", Axes.list(target)),
        target,
        x.type(),
        false,
        out.channelsFirst(x));
  }

  /** Whether the samples stay apart. */
  private static boolean keepsBatch(Shape from, Shape to) {
    if (from.dimension() == 0 || to.dimension() < 2 || from.get(0) != to.get(0)) {
      return false;
    }
    Shape rest = to.slice(1);
    if (rest.getUnknownValueCount() > 1) {
      return false;
    }
    return rest.size() == from.slice(1).size() || rest.getUnknownValueCount() == 1;
  }

  /** A shape whose unknown size follows from the number of elements, if that is known. */
  private static Shape inferred(Shape from, Shape to) {
    if (to.getUnknownValueCount() != 1 || from.size() == Axes.UNKNOWN) {
      return to;
    }
    long known =
        Arrays.stream(to.getShape())
            .filter(size -> size != Axes.UNKNOWN)
            .reduce(1, Math::multiplyExact);
    if (known == 0 || from.size() % known != 0) {
      throw new UntraceableException("`reshape` of " + from + " to " + to);
    }
    return new Shape(
        Arrays.stream(to.getShape())
            .map(size -> size == Axes.UNKNOWN ? from.size() / known : size)
            .toArray());
  }

  /** Of the axes from one to another, both included. */
  private static Value flatten(ArrayCall call) {
    Shape shape = call.self().shape();
    int start = call.has(0) ? Axes.fromFront(call.integer(0), shape.dimension()) : 0;
    int end =
        call.has(1) ? Axes.fromFront(call.integer(1), shape.dimension()) : shape.dimension() - 1;
    Shape middle = new Shape(shape.slice(start, end + 1).size());
    Shape before = start == 0 ? new Shape() : shape.slice(0, start);
    Shape after = end + 1 == shape.dimension() ? new Shape() : shape.slice(end + 1);
    return reshaped(call, before.addAll(middle).addAll(after));
  }

  private static Value expandDims(ArrayCall call) {
    Traced x = call.x();
    int axis = Axes.fromFront(call.integer(0), x.rank() + 1);
    List<Long> sizes = new ArrayList<>(Arrays.stream(x.shape().getShape()).boxed().toList());
    sizes.add(axis, 1L);
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "ExpandDims").with("axis", (long) axis),
            new Shape(sizes),
            x.type(),
            false,
            call.out().channelsFirst(x));
  }

  private static Value squeeze(ArrayCall call) {
    Traced x = call.x();
    int[] axes;
    if (!call.has(0)) {
      axes = IntStream.range(0, x.rank()).filter(axis -> x.shape().get(axis) == 1).toArray();
    } else if (call.at(0) instanceof Integer) {
      axes = new int[] {call.integer(0)};
    } else {
      axes = Arrays.stream(call.longs(0)).mapToInt(Math::toIntExact).toArray();
    }
    if (axes.length == 0) {
      return x;
    }
    int[] gone = Arrays.stream(axes).map(axis -> Axes.fromFront(axis, x.rank())).toArray();
    long[] left =
        IntStream.range(0, x.rank())
            .filter(axis -> IntStream.of(gone).noneMatch(one -> one == axis))
            .mapToLong(x.shape()::get)
            .toArray();
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "Squeeze")
                .with("axis", Axes.list(IntStream.of(gone).asLongStream().toArray())),
            new Shape(left),
            x.type(),
            false,
            call.out().channelsFirst(x));
  }

  private static int[] order(ArrayCall call) {
    int rank = call.self().shape().dimension();
    return call.has(0)
        ? Arrays.stream(call.longs(0)).mapToInt(axis -> Axes.fromFront((int) axis, rank)).toArray()
        : IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray();
  }

  static Traced transposed(LayerWriter out, Traced x, int... order) {
    Shape shape = Axes.permuted(x.shape(), order);
    if (order[0] == 0) {
      return out.layer(LayerWriter.permute(order), shape, x);
    }
    return out.operation(
        LayerSpec.operation("numpy", "Transpose")
            .with("axes", Axes.list(IntStream.of(order).asLongStream().toArray())),
        shape,
        x.type(),
        false,
        out.channelsFirst(x));
  }

  private static Value swapAxes(ArrayCall call) {
    Traced x = call.x();
    int[] order = IntStream.range(0, x.rank()).toArray();
    int a = Axes.fromFront(call.integer(0), x.rank());
    int b = Axes.fromFront(call.integer(1), x.rank());
    order[a] = b;
    order[b] = a;
    return transposed(call.out(), x, order);
  }

  /** The array it is called on, and those of the list or the one that is given. */
  private static List<Traced> joined(ArrayCall call) {
    List<Traced> tensors = new ArrayList<>();
    tensors.add(call.x());
    List<Value> others = call.at(0) instanceof Value other ? List.of(other) : call.values(0);
    others.forEach(other -> tensors.add(call.out().tensor(other)));
    return tensors;
  }

  private static Value concat(ArrayCall call) {
    List<Traced> tensors = joined(call);
    Traced first = tensors.get(0);
    int axis = Axes.fromFront(call.has(1) ? call.integer(1) : 0, first.rank());
    refuseBatch(axis, "concat");
    boolean last = tensors.stream().anyMatch(Traced::channelsLast);
    KerasTensor[] ordered =
        tensors.stream()
            .map(x -> last ? call.out().channelsLast(x) : x.tensor())
            .toArray(KerasTensor[]::new);
    long size = 0;
    for (Traced x : tensors) {
      long one = x.shape().get(axis);
      size = one == Axes.UNKNOWN || size == Axes.UNKNOWN ? Axes.UNKNOWN : size + one;
    }
    Traced oriented = new Traced(first.tensor(), first.shape(), first.type(), last);
    return call.out()
        .add(
            LayerSpec.layer("Concatenate").with("axis", (long) oriented.kerasAxis(axis)),
            Shape.update(first.shape(), axis, size),
            first.type(),
            last,
            ordered);
  }

  private static Value stack(ArrayCall call) {
    List<Traced> tensors = joined(call);
    Traced first = tensors.get(0);
    int axis = Axes.fromFront(call.has(1) ? call.integer(1) : 0, first.rank() + 1);
    refuseBatch(axis, "stack");
    List<Long> sizes = new ArrayList<>(Arrays.stream(first.shape().getShape()).boxed().toList());
    sizes.add(axis, (long) tensors.size());
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "Stack").with("axis", (long) axis),
            new Shape(sizes),
            first.type(),
            false,
            tensors.stream().map(call.out()::channelsFirst).toList());
  }

  /** Into a number of equal parts, or at positions. */
  private static List<Value> split(ArrayCall call) {
    Traced x = call.x();
    int axis = call.has(1) ? Axes.fromFront(call.integer(1), x.rank()) : 0;
    refuseBatch(axis, "split");
    long size = x.shape().get(axis);
    if (size == Axes.UNKNOWN) {
      throw UntraceableException.noCounterpart("`split` of an axis of unknown size");
    }
    long[] cuts;
    if (call.at(0) instanceof long[] positions) {
      cuts = positions;
    } else {
      long sections = call.integer(0);
      long part = size / sections;
      cuts = IntStream.range(1, (int) sections).mapToLong(i -> i * part).toArray();
    }
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      long to = i == cuts.length ? size : cuts[i];
      List<@Nullable Object> key = new ArrayList<>();
      for (int before = 0; before < axis; before++) {
        key.add(Slices.all());
      }
      key.add(Slices.of(from, to, null));
      parts.add(item(call.out(), x, key, Shape.update(x.shape(), axis, to - from)));
      from = to;
    }
    return parts;
  }

  private static Traced item(LayerWriter out, Traced x, List<@Nullable Object> key, Shape shape) {
    return out.operation(
        LayerSpec.operation("numpy", "GetItem"), shape, x.type(), false, out.channelsFirst(x), key);
  }

  private static Value get(ArrayCall call) {
    int first = call.at(0) instanceof NDManager ? 1 : 0;
    NDIndex index;
    if (call.at(first) instanceof NDIndex given) {
      index = given;
    } else if (call.at(first) instanceof long[] positions) {
      index = new NDIndex(positions);
    } else if (call.at(first) instanceof String text
        && ((Object[]) call.arguments().get(1)).length == 0) {
      index = new NDIndex(text);
    } else {
      throw UntraceableException.noCounterpart("`get` with indices that are arrays");
    }
    return indexed(call.out(), call.x(), index);
  }

  private static Value indexed(LayerWriter out, Traced x, NDIndex index) {
    List<NDIndexElement> elements = new ArrayList<>(index.getIndices());
    if (index.getEllipsisIndex() >= 0) {
      for (int missing = x.rank() - elements.size(); missing > 0; missing--) {
        elements.add(index.getEllipsisIndex(), new NDIndexAll());
      }
    }
    List<@Nullable Object> key = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      long size = x.shape().get(axis);
      NDIndexElement element = axis < elements.size() ? elements.get(axis) : new NDIndexAll();
      if (element instanceof NDIndexFixed fixed) {
        refuseBatch(axis, "get");
        key.add(fixed.getIndex());
      } else if (element instanceof NDIndexSlice slice) {
        key.add(Slices.of(slice.getMin(), slice.getMax(), slice.getStep()));
        sizes.add(size(slice, size));
      } else if (element instanceof NDIndexAll) {
        key.add(Slices.all());
        sizes.add(size);
      } else {
        throw UntraceableException.noCounterpart(
            "`get` with a " + element.getClass().getSimpleName());
      }
    }
    return item(out, x, key, new Shape(sizes));
  }

  private static long size(NDIndexSlice slice, long size) {
    if (size == Axes.UNKNOWN) {
      return Axes.UNKNOWN;
    }
    long min = slice.getMin() == null ? 0 : fromFront(slice.getMin(), size);
    long max = slice.getMax() == null ? size : fromFront(slice.getMax(), size);
    long step = slice.getStep() == null ? 1 : slice.getStep();
    return Math.max(0, (max - min + step - 1) / step);
  }

  private static long fromFront(long index, long size) {
    return Math.min(size, index < 0 ? index + size : index);
  }

  private static Value flip(ArrayCall call) {
    Traced x = call.x();
    long[] axes = Arrays.stream(call.longs(0)).map(axis -> x.kerasAxis((int) axis)).toArray();
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "Flip").with("axis", Axes.list(axes)),
            x.shape(),
            x.type(),
            x.channelsLast(),
            x.tensor());
  }

  private static Value repeat(ArrayCall call) {
    Traced x = call.x();
    if (!(call.at(0) instanceof Integer) || !call.has(1)) {
      throw UntraceableException.noCounterpart("`repeat` other than of one axis");
    }
    int axis = Axes.fromFront(call.integer(0), x.rank());
    refuseBatch(axis, "repeat");
    long times = call.integer(1);
    long size = x.shape().get(axis);
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "Repeat")
                .with("repeats", times)
                .with("axis", (long) x.kerasAxis(axis)),
            Shape.update(x.shape(), axis, size == Axes.UNKNOWN ? size : size * times),
            x.type(),
            x.channelsLast(),
            x.tensor());
  }

  private static Value cumSum(ArrayCall call) {
    Traced x = call.x();
    int axis = Axes.fromFront(call.integer(0), x.rank());
    refuseBatch(axis, "cumSum");
    return call.out()
        .operation(
            LayerSpec.operation("numpy", "Cumsum").with("axis", (long) x.kerasAxis(axis)),
            x.shape(),
            x.type(),
            x.channelsLast(),
            x.tensor());
  }

  static void refuseBatch(int axis, String method) {
    if (axis == 0) {
      throw UntraceableException.noCounterpart("`" + method + "` along the batch");
    }
  }
}
