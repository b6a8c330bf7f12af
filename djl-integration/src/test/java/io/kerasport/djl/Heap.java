package io.kerasport.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Parameters without an engine. */
final class Heap {
  private Heap() {}

  /** Numbers that differ from place to place. */
  static NDArray array(long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.cos(i * 0.9) * 0.5f;
    }
    return array(values, sizes);
  }

  /** The same number everywhere. */
  static NDArray full(float number, long... shape) {
    Shape sizes = new Shape(shape);
    float[] values = new float[(int) sizes.size()];
    Arrays.fill(values, number);
    return array(values, sizes);
  }

  private static NDArray array(float[] values, Shape shape) {
    return PassthroughNDManager.INSTANCE.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
  }

  /** Gives a Block a parameter. */
  static <B extends Block> B with(B block, String parameter, long... shape) {
    block.getDirectParameters().get(parameter).setArray(array(shape));
    return block;
  }
}
