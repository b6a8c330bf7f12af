package io.kerasport.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parts of arrays. */
final class Indexing {
  private Indexing() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("get", ArrayOp.of(Indexing::get));
    ops.put("split", Indexing::split);
  }

  /** Into a number of equal parts, or at positions. */
  private static List<Value> split(ArrayCall call) {
    Traced x = call.x();
    int axis = call.has(1) ? Axes.fromFront(call.integer(1), x.rank()) : 0;
    Arrangements.refuseBatch(axis, "split");
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
        Arrangements.refuseBatch(axis, "get");
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
}
