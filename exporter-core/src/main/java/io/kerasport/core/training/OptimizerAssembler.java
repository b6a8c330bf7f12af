package io.kerasport.core.training;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.objective.Objective;
import io.kerasport.core.registry.CustomObject;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Model;
import io.kerasport.spi.OptimizerFamily;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Adds the training step of a compiled model to its measured graph. */
public final class OptimizerAssembler {
  private static final String LOSS_SCALE = "LossScaleOptimizer";

  private final Optimizers bound;

  @Inject
  OptimizerAssembler(Optimizers bound) {
    this.bound = bound;
  }

  /**
   * Adds gradients, the optimizer's variables and the train op.
   *
   * @throws io.kerasport.export.ExportException if the optimizer, its schedule or a constraint is
   *     unknown, or if the state in the source file does not fit
   */
  public TrainingStep train(ForwardGraph forward, Objective objective, KerasObject optimizer) {
    try {
      return CustomObject.calledFor(
          "optimizer " + optimizer.name(), () -> step(forward, objective, optimizer));
    } catch (ConfigException e) {
      throw unusable(optimizer, e);
    }
  }

  private TrainingStep step(ForwardGraph forward, Objective objective, KerasObject optimizer) {
    Model model = forward.model().model();
    List<LayerVariable> trained = TrainedVariables.of(forward);
    LossScale.Unwrapped unwrapped = unwrap(optimizer, model);
    BoundOptimizer found = BoundOptimizer.bind(unwrapped, model.generation(), trained, bound);
    Ops training = forward.ops().withScope("training");
    SavedState saved = SavedState.of(model, unwrapped);
    Optional<LossScaleState> scale =
        unwrapped
            .scale()
            .map(
                rule ->
                    OptimizerVariables.lossScale(
                        training.withScope(LOSS_SCALE).graph(), rule, saved));
    Ops ops = training.withScope(unwrapped.optimizer().name());
    OptimizerVariables variables = new OptimizerVariables(found, ops.graph(), saved);
    OptimizerState state = variables.create(trained, scale);
    Operand loss = LossScaling.of(ops, found, state).scale(objective.minimized());
    List<Optional<Operand>> gradients = gradients(forward.ops(), loss, trained);
    List<LayerVariable> reached = new ArrayList<>();
    List<Operand> present = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (saved.isDropped()) {
      warnings.add(
          "The optimizer's variables in the checkpoint do not fit "
              + unwrapped.optimizer().name()
              + "; its training starts anew.");
    } else if (model.optimizerMayDiffer()) {
      warnings.addAll(variables.overruled().warnings());
    }
    for (int i = 0; i < trained.size(); i++) {
      if (gradients.get(i).isPresent()) {
        reached.add(trained.get(i));
        present.add(gradients.get(i).get());
      } else {
        warnings.add(
            "The loss does not depend on weight "
                + trained.get(i).path()
                + "; training leaves it as it is.");
      }
    }
    StepAssembly assembly = new StepAssembly(ops, found, state);
    assembly.update(reached, present);
    assembly.updateWeights(forward.effects().updates());
    assembly.keepReplaced(forward.variables());
    return new TrainingStep(Optional.of(assembly.finish(objective.loss())), state, warnings);
  }

  /** The gradients of variables; of one that has several values in a step, the sum over those. */
  private static List<Optional<Operand>> gradients(
      Ops tf, Operand loss, List<LayerVariable> variables) {
    List<Operand> values =
        variables.stream().flatMap(each -> each.variable().values().stream()).toList();
    Iterator<Optional<Operand>> ofValues = tf.graph().gradients(loss, values).iterator();
    List<Optional<Operand>> gradients = new ArrayList<>();
    for (LayerVariable variable : variables) {
      Optional<Operand> sum = ofValues.next();
      for (int i = 0; i < variable.variable().replaced().size(); i++) {
        Optional<Operand> next = ofValues.next();
        Optional<Operand> before = sum;
        sum =
            next.map(value -> before.map(total -> tf.add(total, value)).orElse(value))
                .or(() -> before);
      }
      gradients.add(sum);
    }
    return gradients;
  }

  /**
   * Adds the count of steps alone, for a graph that evaluates. The optimizer need not be known: of
   * one that is not, the count is kept as the model's Keras keeps it.
   *
   * @throws io.kerasport.export.ExportException if a setting of the optimizer cannot be
   */
  public TrainingStep count(ForwardGraph forward, KerasObject optimizer) {
    try {
      return CustomObject.calledFor(
          "optimizer " + optimizer.name(), () -> counting(forward, optimizer));
    } catch (ConfigException e) {
      throw unusable(optimizer, e);
    }
  }

  private static ExportException unusable(KerasObject optimizer, ConfigException e) {
    return new ExportException(
        ErrorId.COMPILE_CONFIG,
        "The model cannot be trained as it is compiled",
        List.of(new Problem("the setting " + e.getMessage(), "optimizer " + optimizer.name())),
        "State the setting as Keras does, or leave it out for its default.",
        e);
  }

  private TrainingStep counting(ForwardGraph forward, KerasObject optimizer) {
    Model model = forward.model().model();
    LossScale.Unwrapped unwrapped = unwrap(optimizer, model);
    KerasObject inner = unwrapped.optimizer();
    OptimizerFamily family = BoundOptimizer.family(inner, model.generation(), bound);
    Ops ops = forward.ops().withScope("training").withScope(inner.name());
    GraphVariable iterations =
        OptimizerVariables.iterations(ops.graph(), SavedState.of(model, unwrapped));
    return new TrainingStep(
        Optional.empty(),
        OptimizerState.counting(family, iterations, unwrapped.scale()),
        List.of());
  }

  /** Keras 3 scales the loss of a model in half precision without telling so in the file. */
  private static LossScale.Unwrapped unwrap(KerasObject optimizer, Model model) {
    LossScale.Unwrapped stated = LossScale.unwrap(optimizer, model.generation());
    return stated.scale().isEmpty()
            && model.generation() == KerasGeneration.KERAS_3
            && SavedState.isOfLossScale(model)
        ? new LossScale.Unwrapped(optimizer, Optional.of(LossScale.byDefault(model.generation())))
        : stated;
  }
}
