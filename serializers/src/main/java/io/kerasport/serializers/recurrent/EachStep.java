package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.ListOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is called for one step of a sequence after the other, each a batch of its own.
 *
 * @param inner calls the layer
 */
record EachStep(Inner inner) {
  private static final int TIME = 1;

  /** The call of the layer inside. */
  @FunctionalInterface
  interface Inner {
    LayerOutput call(LayerCall around, Operand x, @Nullable Operand mask);
  }

  LayerOutput of(LayerCall call) {
    List<Operand> outputs =
        call.input().shape().dim(TIME) == Shape.UNKNOWN_DIM ? repeated(call) : unrolled(call);
    return new LayerOutput(outputs, call.mask(0));
  }

  private List<Operand> unrolled(LayerCall call) {
    ArrayOps arrays = call.ops().arrays();
    Operand mask = call.mask(0);
    List<Operand> steps = arrays.unpack(call.input(), TIME);
    List<Operand> masks = mask == null ? List.of() : arrays.unpack(mask, TIME);
    List<List<Operand>> outputs = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      outputs.add(
          inner.call(call, steps.get(step), masks.isEmpty() ? null : masks.get(step)).values());
    }
    return IntStream.range(0, outputs.get(0).size())
        .mapToObj(i -> arrays.pack(outputs.stream().map(each -> each.get(i)).toList(), TIME))
        .toList();
  }

  /** The first step shows whether the others are a loop, or one batch as they leave no trace. */
  private List<Operand> repeated(LayerCall call) {
    Ops tf = call.ops();
    Operand mask = call.mask(0);
    Operand x = exchanged(tf, call.input());
    Operand counts = mask == null ? null : exchanged(tf, mask);
    List<Operand> first =
        inner.call(call, firstOf(tf, x), counts == null ? null : firstOf(tf, counts)).values();
    Operand rest = restOf(tf, x);
    Operand restCounts = counts == null ? null : restOf(tf, counts);
    List<Operand> others =
        call.hasUpdated() ? looped(call, first, rest, restCounts) : atOnce(call, rest, restCounts);
    List<Operand> outputs = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Operand begin = tf.arrays().expandDims(first.get(i), 0);
      outputs.add(exchanged(tf, tf.concat(List.of(begin, others.get(i)), 0)));
    }
    return outputs;
  }

  private List<Operand> atOnce(LayerCall call, Operand x, @Nullable Operand mask) {
    Ops tf = call.ops();
    return inner
        .call(call, Steps.fold(tf, x), mask == null ? null : Steps.fold(tf, mask))
        .values()
        .stream()
        .map(output -> Steps.unfold(tf, output, x))
        .toList();
  }

  /** Lists give their last element first, so they begin turned around. */
  private List<Operand> looped(
      LayerCall call, List<Operand> first, Operand x, @Nullable Operand mask) {
    Ops tf = call.ops();
    List<Operand> variables = new ArrayList<>();
    variables.add(tf.lists().unstack(tf.arrays().reverse(x, 0)));
    if (mask != null) {
      variables.add(tf.lists().unstack(tf.arrays().reverse(mask, 0)));
    }
    int made = variables.size();
    first.forEach(output -> variables.add(tf.lists().empty(output.dtype(), output.shape())));
    List<Operand> done =
        call.repeat(
            tf.arrays().size(x, 0),
            variables,
            (inside, now) -> {
              ListOps lists = inside.ops().lists();
              List<Operand> next = new ArrayList<>();
              Operand step = popped(lists, now.get(0), x, next);
              Operand counts = mask == null ? null : popped(lists, now.get(1), mask, next);
              List<Operand> outputs = inner.call(inside, step, counts).values();
              for (int i = 0; i < outputs.size(); i++) {
                next.add(lists.push(now.get(made + i), outputs.get(i)));
              }
              return next;
            });
    List<Operand> outputs = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Operand shape = tf.arrays().shape(first.get(i));
      outputs.add(
          tf.lists().stack(done.get(made + i), first.get(i).dtype(), shape, Shape.UNKNOWN_DIM));
    }
    return outputs;
  }

  private static Operand popped(ListOps lists, Operand list, Operand of, List<Operand> next) {
    ListOps.Popped popped = lists.pop(list, of.dtype(), of.shape().slice(1, of.shape().rank()));
    next.add(popped.list());
    return popped.element();
  }

  private static Operand firstOf(Ops tf, Operand x) {
    return tf.arrays().squeeze(tf.arrays().slice(x, new int[] {0}, new int[] {1}), 0);
  }

  private static Operand restOf(Ops tf, Operand x) {
    return tf.arrays().slice(x, new int[] {1}, new int[] {ArrayOps.TO_THE_END});
  }

  /** The tensor with its first two axes exchanged. */
  private static Operand exchanged(Ops tf, Operand x) {
    int[] order = IntStream.range(0, x.shape().rank()).toArray();
    order[0] = 1;
    order[1] = 0;
    return tf.arrays().transpose(x, order);
  }
}
