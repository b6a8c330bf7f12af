package io.kerasport.model;

/**
 * A reference to a tensor of a functional model: one output of one call of one layer.
 *
 * @param layer name of the layer, unique in its model
 * @param node which call of that layer inside this model, counted from 0
 * @param tensor which output of that call, counted from 0
 */
public record KerasTensor(String layer, int node, int tensor) {
  public KerasTensor {
    if (node < 0 || tensor < 0) {
      throw new IllegalArgumentException("negative index in " + layer + ":" + node + ":" + tensor);
    }
  }

  @Override
  public String toString() {
    return layer + "[" + node + "][" + tensor + "]";
  }
}
