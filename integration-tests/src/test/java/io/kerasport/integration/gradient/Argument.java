package io.kerasport.integration.gradient;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;

/**
 * An input tensor of an op under test.
 *
 * @param dtype the element type; DOUBLE stands for the floating point type that is tested
 * @param values row-major
 * @param constant whether the graph holds it as a constant
 * @param differentiated whether its gradient is tested
 * @param list the number of the list argument it belongs to, or -1
 */
record Argument(
    DType dtype, Shape shape, double[] values, boolean constant, boolean differentiated, int list) {

  static final int SINGLE = -1;

  Argument inList(int number) {
    return new Argument(dtype, shape, values, constant, differentiated, number);
  }
}
