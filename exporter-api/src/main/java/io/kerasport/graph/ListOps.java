package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;

/**
 * Lists of tensors of one element type and, as far as it is given, one shape; a list is itself a
 * scalar of type variant. See {@link Ops}.
 */
public final class ListOps {
  private static final int NO_LIMIT = -1;

  private final Ops tf;

  ListOps(Ops tf) {
    this.tf = tf;
  }

  /** A list without elements. */
  public Operand empty(DType dtype, Shape element) {
    return tf.graph()
        .node("EmptyTensorList")
        .input(shape(element))
        .input(tf.scalar(NO_LIMIT))
        .attr("element_dtype", Attr.of(dtype))
        .buildOutput();
  }

  /** The slices of a tensor along its first axis. */
  public Operand unstack(Operand x) {
    Shape element = x.shape().slice(1, x.shape().rank());
    return tf.graph().node("TensorListFromTensor").input(x).input(shape(element)).buildOutput();
  }

  /** A list with one more element at its end. */
  public Operand push(Operand list, Operand element) {
    return tf.graph().node("TensorListPushBack").input(list).input(element).buildOutput();
  }

  /**
   * A list without its last element, and that element. TensorFlow does not infer the element's
   * shape from the one given, so it is stated behind.
   */
  public Popped pop(Operand list, DType dtype, Shape element) {
    Operation pop =
        tf.graph()
            .node("TensorListPopBack")
            .input(list)
            .input(shape(element))
            .attr("element_dtype", Attr.of(dtype))
            .build();
    Operand last = pop.outputs().get(1);
    return new Popped(
        pop.outputs().get(0), element.hasRank() ? tf.arrays().ensureShape(last, element) : last);
  }

  /**
   * The elements as slices of one tensor along a new first axis.
   *
   * @param element their shape, a vector of int32; a list without elements needs it whole
   * @param count how many there are, if that is known, else -1
   */
  public Operand stack(Operand list, DType dtype, Operand element, long count) {
    return tf.graph()
        .node("TensorListStack")
        .input(list)
        .input(element)
        .attr("element_dtype", Attr.of(dtype))
        .attr("num_elements", Attr.of(count))
        .buildOutput();
  }

  /**
   * A list from which an element was taken.
   *
   * @param list what is left
   * @param element what was taken
   */
  public record Popped(Operand list, Operand element) {}

  /** A shape as lists take it: -1 where a size is not known, a scalar -1 for an unknown rank. */
  private Operand shape(Shape shape) {
    if (!shape.hasRank()) {
      return tf.constant("element_shape", TensorValue.ofInts(Shape.scalar(), -1));
    }
    int[] sizes = new int[shape.rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.toIntExact(shape.dim(axis));
    }
    return tf.ints("element_shape", sizes);
  }
}
