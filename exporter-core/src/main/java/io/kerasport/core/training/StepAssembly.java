package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerEffects.WeightUpdate;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.registry.CustomObject;
import io.kerasport.core.training.BoundOptimizer.BoundConstraint;
import io.kerasport.core.training.OptimizerState.SlotVariable;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds what one run of the train op does, in the order of Keras: gradients are unscaled, gathered
 * and clipped; weights decay; each variable is updated; moving averages follow; constraints
 * project; the count of steps grows.
 */
final class StepAssembly {
  private final Ops tf;
  private final BoundOptimizer bound;
  private final OptimizerState state;
  private final Config config;
  private final SharedStep shared;
  private final Map<LayerVariable, Map<String, GraphVariable>> slots = new IdentityHashMap<>();
  private final List<Operation> effects = new ArrayList<>();
  private final LossScaling lossScaling;
  private final @Nullable Operand isUpdateStep;

  /** Whether the step does anything: gradients that are not finite are dropped. */
  private @Nullable Operand isFinite;

  StepAssembly(Ops tf, BoundOptimizer bound, OptimizerState state) {
    this.tf = tf;
    this.bound = bound;
    this.state = state;
    this.config = bound.description().config();
    this.lossScaling = LossScaling.of(tf, bound, state);
    for (SlotVariable slot : state.slots()) {
      slots.computeIfAbsent(slot.of(), of -> new HashMap<>()).put(slot.name(), slot.variable());
    }
    long gathered = config.integer("gradient_accumulation_steps", 0);
    Operand iterations = state.iterations().value();
    Operand updates = iterations;
    if (gathered > 0) {
      Operand count = int64(gathered);
      updates = tf.graph().node("FloorDiv").input(iterations).input(count).buildOutput();
      Operand rest = tf.math().floorMod(tf.add(iterations, int64(1)), count);
      isUpdateStep = tf.graph().node("Equal").input(rest).input(int64(0)).buildOutput();
    } else {
      isUpdateStep = null;
    }
    this.shared =
        new SharedStep(
            bound.description(),
            tf,
            updates,
            learningRate(iterations),
            state.hyperparameters(),
            state.scalars());
  }

  private Operand int64(long value) {
    return tf.constant(TensorValue.scalar(DType.INT64, value));
  }

  private Operand learningRate(Operand iterations) {
    if (bound.schedule() != null) {
      return bound
          .schedule()
          .at(tf.withScope("learning_rate_schedule"), iterations, bound.scheduleConfig());
    }
    Operand rate =
        state
            .learningRate()
            .map(GraphVariable::value)
            .orElseGet(
                () ->
                    tf.constant(
                        TensorValue.scalar(
                            DType.FLOAT,
                            config.number(
                                "learning_rate",
                                bound.optimizer().defaultLearningRate(bound.description())))));
    double decay = bound.optimizer().learningRateDecay(bound.description());
    return decay > 0 ? tf.div(rate, tf.add(decay(iterations, decay), 1)) : rate;
  }

  /** Whether the rate falls at all is known when compiling; by how much, a variable may say. */
  private Operand decay(Operand iterations, double decay) {
    Operand steps = tf.cast(iterations, DType.FLOAT);
    GraphVariable setting = state.hyperparameters().get("decay");
    return setting == null ? tf.mul(steps, decay) : tf.mul(steps, setting.value());
  }

  /** Adds the updates of variables from their gradients. */
  void update(List<LayerVariable> variables, List<Operand> gradients) {
    List<Operand> unscaled = lossScaling.unscale(gradients);
    isFinite = lossScaling.areFinite(unscaled).orElse(null);
    List<Operand> gathered = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      gathered.add(gather(variables.get(i), unscaled.get(i)));
    }
    List<Operand> clipped = new GradientClipping(tf, config).clip(gathered);
    for (int i = 0; i < variables.size(); i++) {
      update(variables.get(i), clipped.get(i));
    }
    bound.optimizer().finish(shared);
    shared
        .newScalars()
        .forEach(
            (name, value) -> {
              GraphVariable scalar = state.scalars().get(name);
              if (scalar != null) {
                assign(scalar, value);
              }
            });
  }

  /** The mean of the gradients since the last update. */
  private Operand gather(LayerVariable variable, Operand gradient) {
    GraphVariable accumulator = slots(variable).get(OptimizerVariables.ACCUMULATOR);
    if (isUpdateStep == null || accumulator == null) {
      return gradient;
    }
    Operand sum = tf.add(gradient, accumulator.value());
    Operand kept = tf.math().select(isUpdateStep, tf.zerosLike(sum), sum);
    effects.add(assignNow(accumulator, whenFinite(kept, accumulator.value())));
    return tf.div(sum, config.integer("gradient_accumulation_steps"));
  }

  private void update(LayerVariable trained, Operand gradient) {
    Ops ops = tf.withScope("update_" + trained.path().replace('/', '_'));
    GraphVariable variable = trained.variable();
    Operand start = decayed(ops, trained);
    VariableStep step =
        new VariableStep(shared, ops, trained, gradient, start, slots(trained), isFinite != null);
    CustomObject.calledFor(
        "weight " + trained.path(),
        () -> {
          bound.optimizer().update(step);
          return step;
        });
    step.newSlots().forEach((name, value) -> assign(step.slotVariable(name), value));
    GraphVariable average = slots(trained).get(OptimizerVariables.AVERAGE);
    BoundConstraint constraint = bound.constraints().get(trained);
    boolean undone = isFinite != null && !step.updates().isEmpty();
    if (step.assigned() || average != null || constraint != null || undone) {
      Operand updated = whenDue(step.result(), variable.current());
      if (average != null) {
        updated = average(ops, average, updated);
      }
      if (constraint != null) {
        Operand free = updated;
        updated =
            CustomObject.calledFor(
                "weight " + trained.path(),
                () -> constraint.constraint().project(ops, free, constraint.config()));
      }
      effects.add(assignNow(variable, whenFinite(updated, variable.current())));
    }
    if (undone) {
      slots(trained)
          .values()
          .forEach(
              slot ->
                  effects.add(assignNow(slot, whenFinite(step.afterUpdates(slot), slot.value()))));
    }
    effects.addAll(step.updates());
  }

  private Operand decayed(Ops ops, LayerVariable trained) {
    GraphVariable variable = trained.variable();
    Optional<Double> decay =
        bound.optimizer().weightDecay(bound.description(), trained.path(), variable.spec());
    if (decay.isEmpty()) {
      return variable.current();
    }
    DType dtype = variable.spec().dtype();
    Operand lost = ops.mul(ops.mul(variable.current(), decay.get()), shared.learningRate(dtype));
    return ops.sub(variable.current(), lost);
  }

  /** Moves the average of a variable; gives the variable's value, overwritten where asked for. */
  private Operand average(Ops ops, GraphVariable average, Operand value) {
    DType dtype = average.spec().dtype();
    Operand first =
        ops.graph().node("NotEqual").input(shared.iterations()).input(int64(0)).buildOutput();
    Operand momentum = ops.mul(ops.cast(first, dtype), config.number("ema_momentum", 0.99));
    Operand rest = ops.sub(ops.scalarLike(momentum, 1), momentum);
    Operand moved = ops.add(ops.mul(momentum, average.value()), ops.mul(rest, value));
    effects.add(assignNow(average, whenFinite(moved, average.value())));
    if (!config.has("ema_overwrite_frequency")) {
      return value;
    }
    Operand frequency = int64(config.integer("ema_overwrite_frequency"));
    Operand position = ops.math().floorMod(ops.add(shared.iterations(), int64(1)), frequency);
    Operand due = ops.graph().node("Equal").input(position).input(int64(0)).buildOutput();
    return ops.math().select(due, moved, value);
  }

  /** Adds updates that layers asked for, such as moving statistics. */
  void updateWeights(List<WeightUpdate> updates) {
    updates.forEach(update -> effects.add(assignNow(update.variable(), update.value())));
  }

  /** Adds what layers assign in the middle of a step, whether the loss depends on it or not. */
  void keepReplaced(List<LayerVariable> variables) {
    for (LayerVariable variable : variables) {
      if (!variable.variable().replaced().isEmpty()) {
        effects.add(variable.variable().current().operation());
      }
    }
  }

  /** The train op: everything above, the count of steps, and the loss computed. */
  Operation finish(Operand loss) {
    Operand counted = int64(1);
    if (isFinite != null) {
      LossScaling.Next next = lossScaling.next(isFinite);
      LossScaleState scale = state.lossScale().orElseThrow();
      effects.add(assignNow(scale.scale(), next.scale()));
      effects.add(assignNow(scale.steps(), next.steps()));
      // Keras 3 does not count a step that it drops.
      counted = scale.wraps() ? whenFinite(counted, int64(0)) : counted;
    }
    effects.add(
        tf.graph()
            .node("AssignAddVariableOp")
            .name("iteration/AssignAdd")
            .input(state.iterations().handle())
            .input(counted)
            .control(state.iterations().value().operation())
            .build());
    NodeBuilder group = tf.graph().node("NoOp").name("group_deps").control(loss.operation());
    effects.forEach(group::control);
    return group.build();
  }

  private void assign(GraphVariable variable, Operand value) {
    Operand due = whenDue(value, variable.current());
    effects.add(assignNow(variable, whenFinite(due, variable.current())));
  }

  /** The new value in a step with finite gradients, the old one in a step without. */
  private Operand whenFinite(Operand updated, Operand before) {
    return isFinite == null ? updated : tf.math().select(isFinite, updated, before);
  }

  /** The new value in a step that updates, the old one in a step that only gathers gradients. */
  private Operand whenDue(Operand updated, Operand before) {
    return isUpdateStep == null ? updated : tf.math().select(isUpdateStep, updated, before);
  }

  /**
   * A variable changes only when it has been read: whoever reads it in this run sees the old value.
   */
  private Operation assignNow(GraphVariable variable, Operand value) {
    return tf.graph()
        .node("AssignVariableOp")
        .input(variable.handle())
        .input(value)
        .control(variable.current().operation())
        .build();
  }

  private Map<String, GraphVariable> slots(LayerVariable variable) {
    return slots.getOrDefault(variable, Map.of());
  }
}
