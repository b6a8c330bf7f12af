package io.kerasport.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.kerasport.model.KerasTensor;

/** What stands behind an array of a forward pass that is only written down. */
sealed interface Value {
  /** The shape as DJL sees it; -1 for the batch and other sizes that are not known. */
  Shape shape();

  DataType type();

  /**
   * A tensor of the Keras model.
   *
   * @param channelsLast whether the tensor's second axis stands last in the Keras model
   */
  record Traced(KerasTensor tensor, Shape shape, DataType type, boolean channelsLast)
      implements Value, BlockTensor {
    int rank() {
      return shape.dimension();
    }

    /** The shape it has in the Keras model. */
    Shape kerasShape() {
      return channelsLast ? Axes.channelsLast(shape) : shape;
    }

    /** Where an axis of DJL is in the Keras model; negative ones count from the back. */
    int kerasAxis(int axis) {
      int front = Axes.fromFront(axis, rank());
      if (!channelsLast || front == 0) {
        return front;
      }
      return front == 1 ? rank() - 1 : front - 1;
    }
  }

  /** A parameter of a Block. */
  record Stored(Parameter parameter) implements Value {
    @Override
    public Shape shape() {
      return parameter.getArray().getShape();
    }

    @Override
    public DataType type() {
      return parameter.getArray().getDataType();
    }
  }

  /** An array that holds one number everywhere. */
  record Filled(double number, Shape shape, DataType type) implements Value {}

  /** A result that has no counterpart; an error only where it is used. */
  record Unusable(String reason, Shape shape, DataType type) implements Value {}
}
