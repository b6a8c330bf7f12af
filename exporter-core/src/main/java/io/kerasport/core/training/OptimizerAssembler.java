package io.kerasport.core.training;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.objective.Objective;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Model;
import io.kerasport.spi.OptimizerFamily;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds the training step of a compiled model to its measured graph. */
public final class OptimizerAssembler {
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
    Model model = forward.model().model();
    List<LayerVariable> trained = TrainedVariables.of(forward);
    BoundOptimizer found = BoundOptimizer.bind(optimizer, model.generation(), trained, bound);
    Ops ops = scope(forward, optimizer);
    OptimizerState state = new OptimizerVariables(found, ops.graph(), model).create(trained);
    Operand loss = new LossScaling(ops, found.description().config()).scale(objective.minimized());
    List<Operand> values = trained.stream().map(variable -> variable.variable().value()).toList();
    List<Optional<Operand>> gradients = forward.ops().graph().gradients(loss, values);
    List<LayerVariable> reached = new ArrayList<>();
    List<Operand> present = new ArrayList<>();
    List<String> unreached = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      if (gradients.get(i).isPresent()) {
        reached.add(trained.get(i));
        present.add(gradients.get(i).get());
      } else {
        unreached.add(trained.get(i).path());
      }
    }
    StepAssembly assembly = new StepAssembly(ops, found, state);
    assembly.update(reached, present);
    assembly.updateWeights(forward.effects().updates());
    return new TrainingStep(Optional.of(assembly.finish(objective.loss())), state, unreached);
  }

  /**
   * Adds the count of steps alone, for a graph that evaluates. The optimizer need not be known: of
   * one that is not, the count is kept as the model's Keras keeps it.
   */
  public TrainingStep count(ForwardGraph forward, KerasObject optimizer) {
    Model model = forward.model().model();
    OptimizerFamily family = BoundOptimizer.family(optimizer, model.generation(), bound);
    SavedState saved = new SavedState(model.optimizerWeights(), optimizer.name());
    GraphVariable iterations =
        OptimizerVariables.iterations(scope(forward, optimizer).graph(), saved);
    return new TrainingStep(
        Optional.empty(), OptimizerState.counting(family, iterations), List.of());
  }

  private static Ops scope(ForwardGraph forward, KerasObject optimizer) {
    return forward.ops().withScope("training").withScope(optimizer.name());
  }
}
