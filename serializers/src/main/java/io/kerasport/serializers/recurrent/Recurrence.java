package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cell over a sequence.
 *
 * <p>A masked step changes nothing: the states stay, and the output is that of the step before, or
 * zeros where the layer says so. All tensors here have the time axis first.
 */
final class Recurrence {
  private final CellPlace place;
  private final CellCall call;
  private final Operand x;
  private final @Nullable Operand mask;
  private final boolean unrolled;
  private final boolean backwards;
  private final boolean zeroOutput;
  private final boolean sequences;
  private final Dropped dropped;
  private final Operand projected;

  /**
   * What came out.
   *
   * @param last the output of the last step
   * @param all the outputs of all steps in the order they were made, of shape (time, batch, …);
   *     null if nobody asked for them
   * @param states the states after the last step
   */
  record Result(Operand last, @Nullable Operand all, List<Operand> states) {}

  /**
   * A run.
   *
   * @param layer the layer's settings
   * @param x the inputs
   * @param mask of shape (time, batch), true where a step counts; null if all do
   */
  Recurrence(CellPlace place, CellCall call, Config layer, Operand x, @Nullable Operand mask) {
    this.place = place;
    this.call = call;
    this.x = x;
    this.mask = mask;
    unrolled = layer.bool("unroll", false);
    backwards = layer.bool("go_backwards", false);
    zeroOutput = layer.bool("zero_output_for_mask", false);
    sequences = layer.bool("return_sequences", false);
    Shape step = x.shape().slice(1, x.shape().rank());
    dropped = place.cell().dropped(call, batch(), step);
    // Projections are wider than inputs, so these are turned around.
    projected = place.cell().project(call, unrolled ? x : lastStepFirst(x), dropped);
  }

  private Operand batch() {
    return call.ops().arrays().size(x, 1);
  }

  List<Operand> zeroStates() {
    return place.cell().zeroStates(call, batch(), projected);
  }

  private Operand zeroOutputs() {
    ArrayOps arrays = call.ops().arrays();
    Operand shape = outputShape();
    return arrays.fill(shape, call.ops().scalarLike(projected, 0));
  }

  /** The shape of one step's output. */
  private Operand outputShape() {
    Ops tf = call.ops();
    Shape step = projected.shape().slice(1, projected.shape().rank());
    Shape known = place.output(x.shape().slice(1, x.shape().rank()));
    List<Operand> sizes = new ArrayList<>();
    sizes.add(batch());
    for (int axis = 0; axis < known.rank(); axis++) {
      sizes.add(
          known.dim(axis) == Shape.UNKNOWN_DIM
              ? tf.arrays().size(projected, axis + projected.shape().rank() - step.rank() + 1)
              : tf.scalar(Math.toIntExact(known.dim(axis))));
    }
    return tf.arrays().pack(sizes, 0);
  }

  /** Runs it from the states given. */
  Result run(List<Operand> initial) {
    return unrolled ? unrolled(initial) : looped(initial);
  }

  /** Step by step in the graph itself; the number of steps must be known. */
  private Result unrolled(List<Operand> initial) {
    if (x.shape().dim(0) == Shape.UNKNOWN_DIM) {
      throw new ConfigException("unroll", "false where the number of steps is not known", true);
    }
    Ops tf = call.ops();
    List<Operand> inputs = tf.arrays().unpack(projected, 0);
    List<Operand> masks = mask == null ? List.of() : tf.arrays().unpack(expanded(mask), 0);
    List<Operand> outputs = new ArrayList<>();
    List<Operand> states = initial;
    Operand last = null;
    for (int step = 0; step < inputs.size(); step++) {
      int at = backwards ? inputs.size() - 1 - step : step;
      Cell.Step next = place.cell().step(call, inputs.get(at), states, dropped);
      if (masks.isEmpty()) {
        last = next.output();
        states = next.states();
      } else {
        Operand before = last == null || zeroOutput ? tf.zerosLike(next.output()) : last;
        last = tf.math().select(masks.get(at), next.output(), before);
        states = selected(tf, masks.get(at), next.states(), states);
      }
      outputs.add(last);
    }
    if (last == null) {
      throw new ArithmeticException("a sequence without steps");
    }
    return new Result(last, sequences ? tf.arrays().pack(outputs, 0) : null, states);
  }

  private static List<Operand> selected(
      Ops tf, Operand mask, List<Operand> next, List<Operand> before) {
    List<Operand> selected = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      selected.add(tf.math().select(mask, next.get(i), before.get(i)));
    }
    return selected;
  }

  /** The mask with as many axes as an output has. */
  private Operand expanded(Operand mask) {
    Operand expanded = mask;
    for (int axis = 2;
        axis < 1 + 1 + place.output(x.shape().slice(1, x.shape().rank())).rank();
        axis++) {
      expanded = call.ops().arrays().expandDims(expanded, -1);
    }
    return expanded;
  }

  /** As a loop, which takes inputs and masks from the ends of lists. */
  private Result looped(List<Operand> initial) {
    Ops tf = call.ops();
    boolean carries = mask != null || !sequences;
    List<Operand> variables = new ArrayList<>();
    variables.add(tf.lists().unstack(projected));
    if (mask != null) {
      variables.add(tf.lists().unstack(lastStepFirst(expanded(mask))));
    }
    int last = variables.size();
    if (carries) {
      variables.add(zeroOutputs());
    }
    int states = variables.size();
    variables.addAll(initial);
    int outputs = variables.size();
    Shape output =
        Shape.of(x.shape().dim(1)).concat(place.output(x.shape().slice(1, x.shape().rank())));
    if (sequences) {
      variables.add(tf.lists().empty(projected.dtype(), output));
    }
    List<Operand> done =
        tf.loops()
            .repeat(
                tf.arrays().size(projected, 0),
                variables,
                (inside, iteration, now) ->
                    iteration(inside, now, carries ? last : -1, states, outputs));
    Operand all =
        sequences
            ? tf.lists()
                .stack(
                    done.get(outputs), projected.dtype(), outputShape(), projected.shape().dim(0))
            : null;
    Operand lastOutput = carries ? done.get(last) : endOf(all);
    return new Result(lastOutput, all, done.subList(states, outputs));
  }

  private Operand endOf(@Nullable Operand all) {
    if (all == null) {
      throw new IllegalStateException("neither the last output nor all are kept");
    }
    ArrayOps arrays = call.ops().arrays();
    return arrays.squeeze(arrays.slice(all, new int[] {-1}, new int[] {ArrayOps.TO_THE_END}), 0);
  }

  /** A sequence whose end is where the steps begin. */
  private Operand lastStepFirst(Operand sequence) {
    return backwards ? sequence : call.ops().arrays().reverse(sequence, 0);
  }

  private List<Operand> iteration(Ops tf, List<Operand> now, int last, int states, int outputs) {
    List<Operand> next = new ArrayList<>();
    var in = tf.lists().pop(now.get(0), projected.dtype(), stepShape(projected));
    next.add(in.list());
    Cell.Step step =
        place.cell().step(call.inside(tf), in.element(), now.subList(states, outputs), dropped);
    Operand output = step.output();
    List<Operand> following = step.states();
    if (mask != null) {
      var counts = tf.lists().pop(now.get(1), DType.BOOL, stepShape(expanded(mask)));
      next.add(counts.list());
      Operand before = zeroOutput ? tf.zerosLike(output) : now.get(last);
      output = tf.math().select(counts.element(), output, before);
      following = selected(tf, counts.element(), following, now.subList(states, outputs));
    }
    if (last >= 0) {
      next.add(output);
    }
    next.addAll(following);
    if (sequences) {
      next.add(tf.lists().push(now.get(outputs), output));
    }
    return next;
  }

  private static Shape stepShape(Operand sequence) {
    return sequence.shape().slice(1, sequence.shape().rank());
  }
}
