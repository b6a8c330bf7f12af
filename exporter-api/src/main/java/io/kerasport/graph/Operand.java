package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;

/**
 * One output of an operation: an edge of the graph, with what is statically known of its tensor.
 */
public interface Operand {
  /** The operation that makes this tensor. */
  Operation operation();

  /** Which output of that operation, counted from 0. */
  int index();

  /** The element type. */
  DType dtype();

  /** The static shape. */
  Shape shape();

  /** The tensor's name as TensorFlow writes it, such as {@code dense/MatMul:0}. */
  default String tensorName() {
    return operation().name() + ":" + index();
  }
}
