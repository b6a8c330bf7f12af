package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Traced;
import io.kerasport.model.KerasTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Axes turned and arrays joined. */
final class Arrangements {
  private Arrangements() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("transpose", ArrayOp.of(call -> transposed(call.out(), call.x(), order(call))));
    ops.put("swapAxes", ArrayOp.of(Arrangements::swapAxes));
    ops.put("concat", ArrayOp.of(Arrangements::concat));
    ops.put("stack", ArrayOp.of(Arrangements::stack));
    ops.put("flip", ArrayOp.of(Arrangements::flip));
    ops.put("repeat", ArrayOp.of(Arrangements::repeat));
    ops.put("cumSum", ArrayOp.of(Arrangements::cumSum));
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
