package io.kerasport.formats.weights;

import io.kerasport.formats.hdf5.Hdf5Dataset;
import io.kerasport.model.Weight;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names Keras gives weights in HDF5 files, such as {@code dense/kernel:0}. */
final class WeightNames {
  /** The attribute of a group that lists its weights in order. */
  static final String LIST = "weight_names";

  private WeightNames() {}

  /** The name without the number of the op's output, which Keras 2 leaves at its end. */
  static String withoutOutput(String name) {
    int colon = name.lastIndexOf(':');
    return colon > 0 && name.substring(colon + 1).chars().allMatch(Character::isDigit)
        ? name.substring(0, colon)
        : name;
  }

  static Weight weight(@Nullable String name, Hdf5Dataset dataset) {
    return new Weight(name, dataset.spec(), dataset.data(), dataset.place());
  }

  static Weight renamed(Weight weight, String name) {
    return new Weight(name, weight.spec(), weight.data(), weight.origin());
  }

  /**
   * The name inside a layer: what follows the layer's name, or, when the layer was renamed after it
   * was built, what follows the first part.
   */
  static String inLayer(Weight weight, String layer) {
    String name = Objects.requireNonNull(weight.name());
    String prefix = layer + "/";
    if (name.startsWith(prefix)) {
      return name.substring(prefix.length());
    }
    int inside = name.indexOf("/" + prefix);
    if (inside >= 0) {
      return name.substring(inside + 1 + prefix.length());
    }
    return name.substring(name.indexOf('/') + 1);
  }
}
