package io.kerasport.formats.topology;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks that references have targets, and collects those that do not. */
final class ReferenceCheck {
  private static final int MOST_REPORTED = 20;

  private final Map<String, CalledLayer> layers;
  private final List<Problem> problems = new ArrayList<>();

  ReferenceCheck(Map<String, CalledLayer> layers) {
    this.layers = layers;
  }

  void checkInputs(List<KerasTensor> inputs, Place place) {
    for (KerasTensor input : inputs) {
      check(input, place);
      CalledLayer target = layers.get(input.layer());
      if (target != null && !target.read().layer().isInput()) {
        add("the model's input `" + input.layer() + "` is no InputLayer", place);
      }
    }
  }

  void check(KerasTensor reference, Place place) {
    CalledLayer target = layers.get(reference.layer());
    if (target == null) {
      add("`" + reference.layer() + "` is no layer of the model", place);
      return;
    }
    boolean input = target.read().layer().isInput();
    int calls = input ? 1 : target.calls().size();
    if (reference.node() >= calls) {
      add(
          "call "
              + reference.node()
              + " of layer `"
              + reference.layer()
              + "`, which is called "
              + calls
              + " times",
          place);
    }
    Model nested = target.read().layer().nested();
    int outputs = nested == null ? (input ? 1 : Integer.MAX_VALUE) : nested.outputs().size();
    if (reference.tensor() >= outputs) {
      add(
          "output "
              + reference.tensor()
              + " of layer `"
              + reference.layer()
              + "`, which has "
              + outputs,
          place);
    }
  }

  private void add(String what, Place place) {
    problems.add(new Problem(what, place.text()));
  }

  void report(String model) {
    if (!problems.isEmpty()) {
      throw ModelFormatException.of(
          "The model `" + model + "` refers to what it does not have",
          problems.subList(0, Math.min(problems.size(), MOST_REPORTED)),
          "");
    }
  }
}
