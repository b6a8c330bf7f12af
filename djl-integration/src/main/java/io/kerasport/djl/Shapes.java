package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Arrays under other shapes. */
final class Shapes {
  private Shapes() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("reshape", ArrayOp.of(Shapes::reshape));
    ops.put("flatten", ArrayOp.of(Shapes::flatten));
    ops.put("expandDims", ArrayOp.of(Shapes::expandDims));
    ops.put("squeeze", ArrayOp.of(Shapes::squeeze));
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
}
