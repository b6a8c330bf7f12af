package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What many layers ask of their parameters. */
final class Parameters {
  private Parameters() {}

  static UntraceableException contradiction(Stored parameter, String expected) {
    return new UntraceableException(
        "the parameter "
            + parameter.parameter().getName()
            + " has the shape "
            + parameter.shape()
            + " where "
            + expected
            + " is expected");
  }

  /** A vector with one number for each channel. */
  static Weight vector(String name, Stored parameter, long size) {
    if (!parameter.shape().equals(new Shape(size))) {
      throw contradiction(parameter, "(" + size + ")");
    }
    return ParameterWeights.of(name, parameter.parameter(), size);
  }

  static @Nullable Weight bias(@Nullable Stored bias, long size) {
    return bias == null ? null : vector("bias", bias, size);
  }

  /** A list without the weights that are not there. */
  static List<Weight> present(@Nullable Weight... weights) {
    List<Weight> present = new ArrayList<>();
    for (Weight weight : weights) {
      if (weight != null) {
        present.add(weight);
      }
    }
    return present;
  }
}
