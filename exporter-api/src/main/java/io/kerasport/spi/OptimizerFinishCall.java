package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;

/** A training step, seen as a whole. All values are those before the step. */
public interface OptimizerFinishCall {
  /** The optimizer and its settings. */
  ObjectDescription description();

  /** The settings. */
  default Config config() {
    return description().config();
  }

  /** Makes nodes. */
  Ops ops();

  /** The number of steps done before this one, a scalar of int64. */
  Operand iterations();

  /** The learning rate of this step in an element type. */
  Operand learningRate(DType dtype);

  /** A hyperparameter's variable in an element type. */
  Operand hyperparameter(String name, DType dtype);

  /** The value of a scalar in an element type. */
  Operand scalar(String name, DType dtype);

  /** Sets a scalar. */
  void assignScalar(String name, Operand value);
}
