package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code x[key]}: integers, slices, an ellipsis and new axes, as in Python. */
final class GetItem implements LayerSerializer {
  private static final int LONGEST_KEY = 32;

  @Override
  public LayerOutput call(LayerCall call) {
    @Nullable Object key = Operands.argument(call, 1);
    List<?> items = key instanceof List<?> list ? list : keyOfOne(key);
    if (items.size() > LONGEST_KEY) {
      throw Operands.refused(call, "has a key of " + items.size() + " items");
    }
    Key taken = new Key();
    for (Object item : items) {
      if (!taken.add(item)) {
        throw Operands.refused(call, "has the key " + item);
      }
    }
    return LayerOutput.of(taken.of(call.ops(), call.inputs().get(0)));
  }

  private static List<@Nullable Object> keyOfOne(@Nullable Object key) {
    List<@Nullable Object> items = new ArrayList<>();
    items.add(key);
    return items;
  }

  /** A key in the form of the op StridedSlice; each mask has a bit for each item. */
  private static final class Key {
    private final List<Integer> begin = new ArrayList<>();
    private final List<Integer> end = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private long beginMask;
    private long endMask;
    private long ellipsisMask;
    private long newAxisMask;
    private long shrinkAxisMask;

    boolean add(@Nullable Object item) {
      long bit = 1L << begin.size();
      if (item == null) {
        newAxisMask |= bit;
        return push(0, 0, 1);
      }
      if (item instanceof Long index) {
        shrinkAxisMask |= bit;
        int at = Math.toIntExact(index);
        return push(at, at + 1, 1);
      }
      if (!(item instanceof Config object)) {
        return false;
      }
      if ("__ellipsis__".equals(object.get("class_name"))) {
        ellipsisMask |= bit;
        return push(0, 0, 1);
      }
      return "__slice__".equals(object.get("class_name")) && addSlice(object.object("config"), bit);
    }

    private boolean addSlice(Config slice, long bit) {
      if (!slice.has("start")) {
        beginMask |= bit;
      }
      if (!slice.has("stop")) {
        endMask |= bit;
      }
      return push(
          Math.toIntExact(slice.integer("start", 0)),
          Math.toIntExact(slice.integer("stop", 0)),
          Math.toIntExact(slice.integer("step", 1)));
    }

    private boolean push(int from, int to, int step) {
      begin.add(from);
      end.add(to);
      strides.add(step);
      return true;
    }

    Operand of(Ops tf, Operand x) {
      return tf.graph()
          .node("StridedSlice")
          .name("strided_slice")
          .input(x)
          .input(tf.ints("strided_slice/stack", array(begin)))
          .input(tf.ints("strided_slice/stack_1", array(end)))
          .input(tf.ints("strided_slice/stack_2", array(strides)))
          .attr("begin_mask", Attr.of(beginMask))
          .attr("end_mask", Attr.of(endMask))
          .attr("ellipsis_mask", Attr.of(ellipsisMask))
          .attr("new_axis_mask", Attr.of(newAxisMask))
          .attr("shrink_axis_mask", Attr.of(shrinkAxisMask))
          .buildOutput();
    }

    private static int[] array(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
