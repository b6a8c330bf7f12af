package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.List;

/** Weights in one list for the whole model, each named by the innermost layer that has it. */
public final class FlatWeights {
  private FlatWeights() {}

  /**
   * Gives every layer its weights.
   *
   * @throws ModelFormatException if a weight's name is that of no layer
   */
  public static Model attach(Model model, List<Weight> weights) {
    return NamedWeights.distribute(model, "", new NestedShares(model.name(), model).of(weights));
  }
}
