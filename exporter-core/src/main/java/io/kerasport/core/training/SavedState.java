package io.kerasport.core.training;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The optimizer's variables in the source file, handed out in their order. */
final class SavedState {
  private final Optional<List<Weight>> stored;
  private final String optimizer;
  private final List<Problem> problems = new ArrayList<>();
  private int position;
  private int common;

  SavedState(Optional<List<Weight>> stored, String optimizer) {
    this.stored = stored;
    this.optimizer = optimizer;
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
    return weight;
  }

  /** From here on come the variables that an optimizer makes when it does its first step. */
  void slotsBegin() {
    common = position;
  }

  /**
   * Checks that the state was used up exactly, or is that of an optimizer before its first step.
   */
  void finish() {
    int count = stored.map(List::size).orElse(position);
    if (count != position && count != common) {
      problems.add(
          new Problem("the file has " + count + " variables of " + position + " expected", ""));
    }
    if (!problems.isEmpty()) {
      throw ModelFormatException.weightMismatch(
          problems,
          "The state of optimizer "
              + optimizer
              + " does not fit the model's weights. Compile the model anew to drop it.");
    }
  }
}
