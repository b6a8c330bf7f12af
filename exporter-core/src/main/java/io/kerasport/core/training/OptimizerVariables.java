package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.training.OptimizerState.SlotVariable;
import io.kerasport.core.weights.ConstantWeights;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.OptimizerScalar;
import io.kerasport.spi.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the variables of an optimizer, with the values of the source file where it has them. */
final class OptimizerVariables {
  /** The slot of the moving average of a variable. */
  static final String AVERAGE = "average";

  /** The slot in which gradients are gathered between updates. */
  static final String ACCUMULATOR = "gradient_accumulator";

  private static final TensorSpec COUNTER = new TensorSpec(DType.INT64, Shape.scalar());

  private static final TensorSpec SCALAR = new TensorSpec(DType.FLOAT, Shape.scalar());

  private final BoundOptimizer bound;
  private final GraphBuilder scope;
  private final SavedState saved;
  private final OverruledSettings overruled;

  OptimizerVariables(BoundOptimizer bound, GraphBuilder scope, SavedState saved) {
    this.bound = bound;
    this.scope = scope;
    this.saved = saved;
    this.overruled = new OverruledSettings(bound.description().config());
  }

  /** The settings of the compilation that a checkpoint has otherwise; known when all are made. */
  OverruledSettings overruled() {
    return overruled;
  }

  /**
   * Makes all variables.
   *
   * @throws io.kerasport.export.ExportException if the file's state does not fit
   */
  OptimizerState create(List<LayerVariable> trained, Optional<LossScaleState> lossScale) {
    GraphVariable iterations = iterations(scope, saved);
    Optional<GraphVariable> learningRate = learningRate();
    saved.slotsBegin();
    // Keras 2 up to 2.10 stores what is common to all variables first, all others last.
    boolean scalarsFirst = bound.family() == OptimizerFamily.KERAS_2_LEGACY;
    Map<String, GraphVariable> scalars = scalarsFirst ? scalars() : Map.of();
    List<SlotVariable> slots = slots(trained);
    if (!scalarsFirst) {
      scalars = scalars();
    }
    saved.finish();
    return new OptimizerState(
        bound.family(), iterations, learningRate, hyperparameters(), slots, scalars, lossScale);
  }

  private Map<String, GraphVariable> scalars() {
    Map<String, GraphVariable> scalars = new LinkedHashMap<>();
    for (OptimizerScalar scalar : bound.optimizer().scalars(bound.description())) {
      Weight initial = ConstantWeights.of(scalar.name(), scalar.initial());
      scalars.put(
          scalar.name(),
          make(
              scalar.name(),
              scalar.stored() && !isInsideScale()
                  ? saved.next(scalar.name(), initial)
                  : saved.named(initial)));
    }
    return scalars;
  }

  /** Keras 3 does not see what an optimizer inside a loss scale keeps beside real slots. */
  private boolean isInsideScale() {
    return bound.lossScale().filter(LossScale::isKeras3).isPresent();
  }

  /** Makes the variables of a loss scale. */
  static LossScaleState lossScale(GraphBuilder scope, LossScale scale, SavedState saved) {
    Map<String, GraphVariable> variables = new LinkedHashMap<>();
    for (String name : LossScaleState.names(scale.isKeras3())) {
      Weight initial =
          LossScaleState.isInteger(name)
              ? ConstantWeights.filled(name, COUNTER, 0)
              : ConstantWeights.filled(
                  name, SCALAR, LossScaleState.isScale(name) ? scale.initial() : 0);
      Weight weight = scale.isKeras3() ? saved.next(initial) : saved.named(initial);
      variables.put(name, GraphVariable.create(scope, name, false, weight));
    }
    return new LossScaleState(scale.isKeras3(), variables);
  }

  /** Makes the count of steps. */
  static GraphVariable iterations(GraphBuilder scope, SavedState saved) {
    Weight weight = saved.next(ConstantWeights.filled("iteration", COUNTER, 0));
    return GraphVariable.create(scope, "iteration", false, weight);
  }

  private Optional<GraphVariable> learningRate() {
    if (bound.schedule() != null || bound.family() == OptimizerFamily.TF_TRAIN) {
      return Optional.empty();
    }
    double rate =
        bound
            .description()
            .config()
            .number(
                OptimizerState.LEARNING_RATE,
                bound.optimizer().defaultLearningRate(bound.description()));
    Weight initial = setting(OptimizerState.LEARNING_RATE, rate);
    // Only Keras 3 stores the rate beside the slots.
    boolean beside = !bound.description().isKeras2();
    Weight weight = beside ? saved.next(initial) : saved.setting(initial);
    overruled.add(OptimizerState.LEARNING_RATE, initial, weight);
    return Optional.of(make(OptimizerState.LEARNING_RATE, weight));
  }

  private Map<String, GraphVariable> hyperparameters() {
    Map<String, GraphVariable> variables = new LinkedHashMap<>();
    bound
        .optimizer()
        .hyperparameters(bound.description())
        .forEach(
            (name, value) -> {
              Weight initial = setting(name, value);
              Weight weight = saved.setting(initial);
              overruled.add(name, initial, weight);
              variables.put(name, make(name, weight));
            });
    return variables;
  }

  private static Weight setting(String name, double value) {
    return ConstantWeights.of(name, TensorValue.ofFloats(Shape.scalar(), (float) value));
  }

  private List<SlotVariable> slots(List<LayerVariable> trained) {
    List<SlotVariable> made = new ArrayList<>();
    if (bound.description().config().bool("use_ema", false)) {
      trained.forEach(variable -> made.add(slot(variable, like(variable, AVERAGE))));
    }
    if (bound.description().config().has("gradient_accumulation_steps")) {
      trained.forEach(variable -> made.add(slot(variable, like(variable, ACCUMULATOR))));
    }
    Map<LayerVariable, List<Slot>> own = new LinkedHashMap<>();
    for (LayerVariable variable : trained) {
      own.put(
          variable,
          bound
              .optimizer()
              .slots(bound.description(), variable.path(), variable.variable().spec())
              .stream()
              .filter(slot -> slot.spec().dtype().isFloating() || !isInsideScale())
              .toList());
    }
    int groups =
        own.values().stream().flatMap(List::stream).mapToInt(Slot::group).max().orElse(0) + 1;
    for (int group = 0; group < groups; group++) {
      for (Map.Entry<LayerVariable, List<Slot>> entry : own.entrySet()) {
        for (Slot slot : entry.getValue()) {
          if (slot.group() == group) {
            made.add(slot(entry.getKey(), slot));
          }
        }
      }
    }
    return made;
  }

  private static Slot like(LayerVariable variable, String name) {
    return Slot.zeros(name, variable.variable().spec());
  }

  private SlotVariable slot(LayerVariable variable, Slot slot) {
    Weight initial =
        slot.copied()
            ? variable.variable().weight()
            : ConstantWeights.filled(slot.name(), slot.spec(), slot.initial());
    String name = variable.path() + "/" + slot.name();
    Weight weight =
        saved.next(OptimizerState.slot(slot.name(), variable.variable().weight()), initial);
    return new SlotVariable(slot.name(), variable, make(name, weight));
  }

  private GraphVariable make(String name, Weight weight) {
    return GraphVariable.create(scope, name, false, weight);
  }
}
