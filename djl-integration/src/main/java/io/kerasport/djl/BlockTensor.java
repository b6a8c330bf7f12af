package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** A tensor on its way through a tree of Blocks. */
public interface BlockTensor {
  /** The shape as DJL has it; -1 for the batch and other sizes that are not known. */
  Shape shape();

  /** The type of its elements. */
  DataType type();
}
