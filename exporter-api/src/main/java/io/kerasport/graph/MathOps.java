package io.kerasport.graph;

import io.kerasport.model.Shape;

/** Functions of numbers, comparisons and logic, element by element; see {@link Ops}. */
public final class MathOps {
  private final Ops tf;

  MathOps(Ops tf) {
    this.tf = tf;
  }

  public Operand abs(Operand x) {
    return tf.unary("Abs", x);
  }

  public Operand exp(Operand x) {
    return tf.unary("Exp", x);
  }

  public Operand log(Operand x) {
    return tf.unary("Log", x);
  }

  public Operand erf(Operand x) {
    return tf.unary("Erf", x);
  }

  public Operand tanh(Operand x) {
    return tf.unary("Tanh", x);
  }

  public Operand sigmoid(Operand x) {
    return tf.unary("Sigmoid", x);
  }

  public Operand sign(Operand x) {
    return tf.unary("Sign", x);
  }

  public Operand pow(Operand x, Operand y) {
    return tf.binary("Pow", "pow", x, y);
  }

  public Operand pow(Operand x, double y) {
    return pow(x, tf.scalarLike(x, y));
  }

  /** The value itself, or the nearer bound outside of the bounds. */
  public Operand clip(Operand x, double low, double high) {
    return tf.maximum(tf.minimum(x, tf.scalarLike(x, high)), tf.scalarLike(x, low));
  }

  /** The remainder of a division that rounds down, so with the sign of the divisor. */
  public Operand floorMod(Operand x, Operand y) {
    return tf.binary("FloorMod", "mod", x, y);
  }

  /** The quotient of a division that rounds down. */
  public Operand floorDiv(Operand x, Operand y) {
    return tf.binary("FloorDiv", "floordiv", x, y);
  }

  /** Each element with all before it along one axis added. */
  public Operand cumulativeSum(Operand x, int axis) {
    return tf.graph()
        .node("Cumsum")
        .input(x)
        .input(tf.constant("Cumsum/axis", TensorValue.ofInts(Shape.scalar(), axis)))
        .buildOutput();
  }

  public Operand equal(Operand x, Operand y) {
    return tf.binary("Equal", "Equal", x, y);
  }

  public Operand notEqual(Operand x, Operand y) {
    return tf.binary("NotEqual", "NotEqual", x, y);
  }

  public Operand greater(Operand x, Operand y) {
    return tf.binary("Greater", "Greater", x, y);
  }

  public Operand greaterEqual(Operand x, Operand y) {
    return tf.binary("GreaterEqual", "GreaterEqual", x, y);
  }

  public Operand less(Operand x, Operand y) {
    return tf.binary("Less", "Less", x, y);
  }

  public Operand lessEqual(Operand x, Operand y) {
    return tf.binary("LessEqual", "LessEqual", x, y);
  }

  public Operand logicalAnd(Operand x, Operand y) {
    return tf.binary("LogicalAnd", "LogicalAnd", x, y);
  }

  public Operand logicalOr(Operand x, Operand y) {
    return tf.binary("LogicalOr", "LogicalOr", x, y);
  }

  public Operand logicalNot(Operand x) {
    return tf.unary("LogicalNot", x);
  }

  /** Elements of {@code then} where the condition holds, of {@code otherwise} elsewhere. */
  public Operand select(Operand condition, Operand then, Operand otherwise) {
    return tf.graph().node("SelectV2").input(condition).input(then).input(otherwise).buildOutput();
  }
}
