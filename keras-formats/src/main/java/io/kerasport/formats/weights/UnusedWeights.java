package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the weights of a file that no layer of a model took: the file is one of another model. */
final class UnusedWeights {
  private UnusedWeights() {}

  /**
   * Checks that every weight was taken.
   *
   * @throws ModelFormatException listing those that were not
   */
  static void refuse(List<Weight> stored, Model model, String place) {
    Set<String> taken = new HashSet<>();
    collect(model, taken);
    List<Problem> problems = new ArrayList<>();
    for (Weight weight : stored) {
      if (!taken.contains(weight.origin())) {
        problems.add(new Problem("no layer takes the weight " + weight.spec(), weight.origin()));
      }
    }
    if (!problems.isEmpty()) {
      throw ModelFormatException.weightMismatch(
          problems,
          "The weights in "
              + place
              + " are those of a model with other layers or other layer names. Give the"
              + " architecture that they were saved from.");
    }
  }

  private static void collect(Model model, Set<String> into) {
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested != null) {
        collect(nested, into);
      }
      layer.weights().orElse(List.of()).forEach(weight -> into.add(weight.origin()));
    }
  }
}
