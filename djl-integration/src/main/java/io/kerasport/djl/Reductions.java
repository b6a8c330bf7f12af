package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One value in place of many, sample by sample. */
final class Reductions {
  private Reductions() {}

  static void addTo(Map<String, ArrayOp> ops) {
    Map.of("sum", "Sum", "mean", "Mean", "max", "Max", "min", "Min", "prod", "Prod")
        .forEach((method, name) -> ops.put(method, ArrayOp.of(call -> reduce(call, name))));
    Map.of("argMax", "Argmax", "argMin", "Argmin")
        .forEach((method, name) -> ops.put(method, ArrayOp.of(call -> position(call, name))));
  }

  private static Value reduce(ArrayCall call, String name) {
    Traced x = call.x();
    if (!call.has(0)) {
      throw UntraceableException.noCounterpart("`" + call.method() + "` over the batch");
    }
    boolean keeps = call.has(1) && call.flag(1);
    List<Integer> axes =
        Arrays.stream(call.longs(0))
            .mapToObj(axis -> Axes.fromFront((int) axis, x.rank()))
            .toList();
    axes.forEach(axis -> Arrangements.refuseBatch(axis, call.method()));
    boolean last = x.channelsLast() && (keeps || x.rank() - axes.size() <= 2);
    Traced oriented = last ? x : first(call.out(), x);
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes.contains(axis)) {
        sizes.add(x.shape().get(axis));
      } else if (keeps) {
        sizes.add(1L);
      }
    }
    long[] places = axes.stream().mapToLong(oriented::kerasAxis).toArray();
    return call.out()
        .operation(
            LayerSpec.operation("numpy", name)
                .with("axis", Axes.list(places))
                .with("keepdims", keeps),
            new Shape(sizes),
            x.type(),
            last && keeps,
            oriented.tensor());
  }

  private static Traced first(LayerWriter out, Traced x) {
    return new Traced(out.channelsFirst(x), x.shape(), x.type(), false);
  }

  private static Value position(ArrayCall call, String name) {
    Traced x = first(call.out(), call.x());
    if (!call.has(0)) {
      throw UntraceableException.noCounterpart("`" + call.method() + "` over the batch");
    }
    int axis = Axes.fromFront(call.integer(0), x.rank());
    Arrangements.refuseBatch(axis, call.method());
    List<Long> sizes = new ArrayList<>(Arrays.stream(x.shape().getShape()).boxed().toList());
    sizes.remove(axis);
    return call.out()
        .operation(
            LayerSpec.operation("numpy", name).with("axis", (long) axis).with("keepdims", false),
            new Shape(sizes),
            DataType.INT32,
            false,
            x.tensor());
  }
}
