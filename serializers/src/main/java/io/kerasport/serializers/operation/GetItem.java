package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code x[key]}: integers, slices, an ellipsis and new axes, as in Python; a key in the form of
 * the op StridedSlice. Each mask has a bit for each item.
 */
final class GetItem {
  private static final int LONGEST_KEY = 32;

  private final OperationCall call;
  private final List<Object> begin = new ArrayList<>();
  private final List<Object> end = new ArrayList<>();
  private final List<Object> strides = new ArrayList<>();
  private long beginMask;
  private long endMask;
  private long ellipsisMask;
  private long newAxisMask;
  private long shrinkAxisMask;

  private GetItem(OperationCall call) {
    this.call = call;
  }

  static Operand of(OperationCall call) {
    @Nullable Object key = call.arguments().get("key");
    List<?> items = key instanceof List<?> list ? list : Arrays.asList(key);
    if (items.size() > LONGEST_KEY) {
      throw call.refused("has a key of " + items.size() + " items");
    }
    GetItem taken = new GetItem(call);
    items.forEach(taken::add);
    return taken.from(call.x());
  }

  private void add(@Nullable Object item) {
    long bit = 1L << begin.size();
    if (item == null) {
      newAxisMask |= bit;
      push(0L, 0L, 1L);
    } else if (item instanceof Long index) {
      shrinkAxisMask |= bit;
      push(index, Math.addExact(index, 1), 1L);
    } else if (item instanceof Operand index
        && index.shape().hasRank()
        && index.shape().rank() == 0) {
      shrinkAxisMask |= bit;
      push(index, call.tf().add(index, 1), 1L);
    } else if (isEllipsis(item)) {
      ellipsisMask |= bit;
      push(0L, 0L, 1L);
    } else if (item instanceof Map<?, ?> slice) {
      addSlice(slice, bit);
    } else if (item instanceof Config object
        && "__slice__".equals(object.get("class_name"))
        && object.get("config") instanceof Config slice) {
      addSlice(slice.entries(), bit);
    } else if (item instanceof Config slice && slice.entries().containsKey("start")) {
      addSlice(slice.entries(), bit);
    } else {
      throw call.refused("has the key " + item);
    }
  }

  private static boolean isEllipsis(Object item) {
    return item instanceof Config object && "__ellipsis__".equals(object.get("class_name"));
  }

  private void addSlice(Map<?, ?> slice, long bit) {
    @Nullable Object start = slice.get("start");
    @Nullable Object stop = slice.get("stop");
    @Nullable Object step = slice.get("step");
    if (start == null) {
      beginMask |= bit;
    }
    if (stop == null) {
      endMask |= bit;
    }
    push(start == null ? 0L : start, stop == null ? 0L : stop, step == null ? 1L : step);
  }

  private void push(Object from, Object to, Object step) {
    begin.add(from);
    end.add(to);
    strides.add(step);
  }

  private Operand from(Operand x) {
    Ops tf = call.tf();
    return tf.graph()
        .node("StridedSlice")
        .name("strided_slice")
        .input(x)
        .input(Sizing.vector(tf, "key", begin))
        .input(Sizing.vector(tf, "key", end))
        .input(Sizing.vector(tf, "key", strides))
        .attr("begin_mask", Attr.of(beginMask))
        .attr("end_mask", Attr.of(endMask))
        .attr("ellipsis_mask", Attr.of(ellipsisMask))
        .attr("new_axis_mask", Attr.of(newAxisMask))
        .attr("shrink_axis_mask", Attr.of(shrinkAxisMask))
        .buildOutput();
  }
}
