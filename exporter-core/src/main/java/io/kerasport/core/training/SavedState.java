package io.kerasport.core.training;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The optimizer's variables in the source file, handed out in their order. */
final class SavedState {
  private static final TensorSpec COUNT = new TensorSpec(DType.INT64, Shape.scalar());
  private static final TensorSpec NUMBER = new TensorSpec(DType.FLOAT, Shape.scalar());

  /** Its count of steps and rate, then steps since the scale changed, and the scale. */
  private static final List<TensorSpec> OF_LOSS_SCALE = List.of(COUNT, NUMBER, COUNT, NUMBER);

  private final Optional<List<Weight>> stored;
  private final List<Weight> settings;
  private final boolean byName;
  private final String optimizer;
  private final boolean mayBeOfAnotherOptimizer;
  private final List<Problem> problems = new ArrayList<>();
  private int position;
  private int common;
  private int named;
  private boolean dropped;

  /** The state of a model's optimizer. */
  static SavedState of(Model model, LossScale.Unwrapped optimizer) {
    boolean wrapped = optimizer.scale().filter(LossScale::isKeras3).isPresent();
    return new SavedState(
        // Before its first step a loss scale has no variables of its own.
        model.optimizerWeights().filter(all -> !wrapped || all.size() > OF_LOSS_SCALE.size()),
        optimizer.optimizer().name(),
        model.optimizerMayDiffer());
  }

  /** Whether a model of Keras 3 was saved with a loss scale that changes. */
  static boolean isOfLossScale(Model model) {
    List<TensorSpec> specs =
        model.optimizerWeights().orElse(List.of()).stream().map(Weight::spec).toList();
    return specs.size() >= OF_LOSS_SCALE.size()
        && specs.subList(0, OF_LOSS_SCALE.size()).equals(OF_LOSS_SCALE);
  }

  private SavedState(
      Optional<List<Weight>> stored, String optimizer, boolean mayBeOfAnotherOptimizer) {
    this.stored =
        stored.map(
            all -> all.stream().filter(weight -> !OptimizerState.isSetting(weight)).toList());
    this.settings = stored.orElse(List.of()).stream().filter(OptimizerState::isSetting).toList();
    this.byName = this.stored.orElse(List.of()).stream().anyMatch(OptimizerState::isSlot);
    this.optimizer = optimizer;
    this.mayBeOfAnotherOptimizer = mayBeOfAnotherOptimizer;
  }

  /** The next variable's value: the file's if it has a state, else the initial one. */
  Weight next(Weight initial) {
    if (stored.isEmpty()) {
      return initial;
    }
    List<Weight> weights = stored.get();
    if (position >= weights.size()) {
      position++;
      return initial;
    }
    Weight weight = weights.get(position++);
    if (!weight.spec().equals(initial.spec())) {
      problems.add(
          new Problem(
              "variable "
                  + (position - 1)
                  + " ("
                  + initial.name()
                  + ") should be "
                  + initial.spec()
                  + " and is "
                  + weight.spec(),
              weight.origin()));
      return initial;
    }
    return ifItFits(weight, initial);
  }

  /** Whether the whole state fits is known when it is used up, before any value is read. */
  private Weight ifItFits(Weight weight, Weight initial) {
    return mayBeOfAnotherOptimizer
        ? new Weight(
            weight.name(),
            weight.spec(),
            channel -> (dropped ? initial : weight).data().writeTo(channel),
            weight.origin())
        : weight;
  }

  /**
   * The next variable, unless a checkpoint holds it by this name: then it is behind all others.
   *
   * @param name a name as checkpoints have it
   * @param initial the value where nothing is stored
   */
  Weight next(String name, Weight initial) {
    return isNamed(name) ? named(name, initial) : byName ? initial : next(initial);
  }

  /** A variable that model files do not hold, but checkpoints do, behind all others. */
  Weight named(Weight initial) {
    return named(String.valueOf(initial.name()), initial);
  }

  private Weight named(String name, Weight initial) {
    for (Weight weight : stored.orElse(List.of())) {
      if (initial.spec().equals(weight.spec()) && name.equals(weight.name())) {
        named++;
        return ifItFits(weight, initial);
      }
    }
    return initial;
  }

  private boolean isNamed(String name) {
    return stored.orElse(List.of()).stream().anyMatch(weight -> name.equals(weight.name()));
  }

  /**
   * A setting that is a variable. What a checkpoint has counts for more than what the model is
   * compiled with, as in Keras; settings of an optimizer that the model no longer has are passed
   * over.
   */
  Weight setting(Weight initial) {
    for (Weight weight : settings) {
      if (initial.spec().equals(weight.spec())
          && OptimizerState.setting(String.valueOf(initial.name())).equals(weight.name())) {
        return ifItFits(weight, initial);
      }
    }
    return initial;
  }

  /** From here on come the variables that an optimizer makes when it does its first step. */
  void slotsBegin() {
    common = position;
  }

  /** Whether the state is another optimizer's, so that none of it counts; known at the end. */
  boolean isDropped() {
    return dropped;
  }

  /**
   * Checks that the state was used up exactly, or is that of an optimizer before its first step.
   */
  void finish() {
    int count = stored.map(weights -> weights.size() - named).orElse(position);
    if (count != position && count != common) {
      problems.add(
          new Problem("the file has " + count + " variables of " + position + " expected", ""));
    }
    dropped = mayBeOfAnotherOptimizer && !problems.isEmpty();
    if (!problems.isEmpty() && !dropped) {
      throw ModelFormatException.weightMismatch(
          problems,
          "The state of optimizer "
              + optimizer
              + " does not fit the model's weights. Compile the model anew to drop it.");
    }
  }
}
