package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5Dataset;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The variables of the optimizer, in the order in which Keras stored them. Their meaning depends on
 * the optimizer, which is for others to know.
 */
public final class OptimizerWeights {
  private static final String NAMED = "optimizer_weights";
  private static final String BY_PATH = "optimizer";

  private OptimizerWeights() {}

  /**
   * Gives a model the variables that a whole-model HDF5 file lists by name.
   *
   * @param root the group that holds {@code optimizer_weights}, if the file has an optimizer's
   *     state
   * @throws ModelFormatException if the file is damaged, or lists a variable it does not hold
   */
  public static Model attachNamed(Model model, Hdf5Group root) {
    return root.group(NAMED).map(group -> attach(model, named(group))).orElse(model);
  }

  /**
   * Gives a model the variables that an archive holds by number.
   *
   * @param root the group of the outermost model, which holds {@code optimizer}, if the file has an
   *     optimizer's state
   * @throws ModelFormatException if the file is damaged
   */
  public static Model attachByPath(Model model, WeightGroup root) {
    return root.group(BY_PATH).map(group -> attach(model, byPath(group))).orElse(model);
  }

  private static Model attach(Model model, List<Weight> weights) {
    return weights.isEmpty() ? model : Layers.withOptimizer(model, weights);
  }

  private static List<Weight> named(Hdf5Group group) {
    List<Weight> found = new ArrayList<>();
    for (String name : group.stringsAttribute(WeightNames.LIST).orElse(List.of())) {
      Hdf5Dataset dataset =
          group
              .dataset(name)
              .orElseThrow(
                  () ->
                      new ModelFormatException(
                          "The optimizer's variable `" + name + "` is listed and not stored",
                          group.place(),
                          "Save the model again, or compile it anew and save it without the"
                              + " optimizer.",
                          null));
      found.add(WeightNames.weight(WeightNames.withoutOutput(name), dataset));
    }
    return found;
  }

  private static List<Weight> byPath(WeightGroup group) {
    List<Weight> found = new ArrayList<>();
    // An optimizer around another one stores the other's variables twice, behind its own as well.
    group.group(PathWeights.VARS).ifPresent(vars -> PathWeights.collectVars(vars, "", found));
    return found;
  }
}
