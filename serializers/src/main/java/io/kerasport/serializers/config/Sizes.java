package io.kerasport.serializers.config;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerDescription;
import java.util.List;

/** Sizes that decide the shape of a weight. */
public final class Sizes {
  private Sizes() {}

  /**
   * The size along an axis.
   *
   * @throws UnsupportedModelException if the input's shape leaves it open, or has no such axis
   */
  public static long known(LayerDescription layer, Shape input, int axis) {
    boolean exists = input.hasRank() && axis < input.rank() && -axis <= input.rank();
    long size = exists ? input.dim(axis) : Shape.UNKNOWN_DIM;
    if (size == Shape.UNKNOWN_DIM) {
      throw new UnsupportedModelException(
          "A weight has no shape before the layer's input has one",
          List.of(
              new Problem(
                  "axis " + axis + " of the input must be known, but the input's shape is " + input,
                  "layer " + layer.name())),
          "Give the model's input a shape with that size.");
    }
    return size;
  }
}
