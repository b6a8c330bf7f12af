package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.model.DType;

/**
 * The update of one variable in a training step.
 *
 * <p>Values are those before the step. Whatever an implementation assigns takes effect when the
 * whole step is done; it may also add an op such as {@code ResourceApplyAdam} that updates through
 * the handles, and announce it.
 */
public interface OptimizerCall extends OptimizerFinishCall {
  /** The variable's path in the model. */
  String path();

  /** The gradient: clipped, unscaled, averaged; of the variable's element type and shape. */
  Operand gradient();

  /** The variable's value; with decoupled weight decay already applied. */
  Operand variable();

  /** The variable's resource handle. */
  Operand handle();

  /** The value of one of its slots. */
  Operand slot(String name);

  /** The resource handle of one of its slots. */
  Operand slotHandle(String name);

  /** Sets the variable. */
  void assign(Operand value);

  /** Sets a slot. */
  void assignSlot(String name, Operand value);

  /** Makes an op that updates through handles a part of the step. */
  void updatedBy(io.kerasport.graph.Operation operation);

  /** The learning rate in the variable's element type. */
  default Operand learningRate() {
    return learningRate(dtype());
  }

  /** The element type of the variable. */
  default DType dtype() {
    return gradient().dtype();
  }
}
