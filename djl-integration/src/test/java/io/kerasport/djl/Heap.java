package io.kerasport.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.FloatBuffer;

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
    return PassthroughNDManager.INSTANCE.create(FloatBuffer.wrap(values), sizes, DataType.FLOAT32);
  }

  /** Gives a Block a parameter. */
  static <B extends Block> B with(B block, String parameter, long... shape) {
    block.getDirectParameters().get(parameter).setArray(array(shape));
    return block;
  }
}
