package io.kerasport.model;

/** What is known of a tensor before the graph runs: its element type and static shape. */
public record TensorSpec(DType dtype, Shape shape) {
  /**
   * The number of bytes of a tensor of this spec in row-major little-endian form.
   *
   * @throws IllegalStateException if the shape is not fully known or the type has no fixed width
   * @throws ArithmeticException if the size does not fit a long
   */
  public long byteSize() {
    if (dtype.byteSize() == 0) {
      throw new IllegalStateException("elements of type " + dtype + " have no fixed width");
    }
    return Math.multiplyExact(shape.elements(), dtype.byteSize());
  }

  @Override
  public String toString() {
    return dtype.kerasName() + shape;
  }
}
