package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;

/**
 * A typed facade over {@link GraphBuilder}: one method for each TensorFlow op that layers are made
 * of, called like the op.
 *
 * <p>Element-wise ops broadcast as in NumPy. Every method returns the op's only output.
 */
public final class Ops {
  private final GraphBuilder graph;

  /** A facade over a builder; nodes land in the builder's scope. */
  public Ops(GraphBuilder graph) {
    this.graph = graph;
  }

  /** The builder underneath, for ops without a method here. */
  public GraphBuilder graph() {
    return graph;
  }

  /** Neural network ops. */
  public NnOps nn() {
    return new NnOps(graph);
  }

  /** This facade in a child name scope. */
  public Ops withScope(String name) {
    return new Ops(graph.withScope(name));
  }

  public Operand constant(TensorValue value) {
    return graph
        .node("Const")
        .attr("dtype", Attr.of(value.spec().dtype()))
        .attr("value", Attr.of(value))
        .buildOutput();
  }

  /** A scalar of the same element type as another tensor. */
  public Operand scalarLike(Operand other, double value) {
    return constant(TensorValue.scalar(other.dtype(), value));
  }

  /** A vector of int32, as ops take axes, paddings and shapes. */
  public Operand ints(int... values) {
    return constant(TensorValue.ofInts(Shape.of(values.length), values));
  }

  public Operand add(Operand x, Operand y) {
    return binary("AddV2", x, y);
  }

  public Operand sub(Operand x, Operand y) {
    return binary("Sub", x, y);
  }

  public Operand mul(Operand x, Operand y) {
    return binary("Mul", x, y);
  }

  public Operand div(Operand x, Operand y) {
    return binary("RealDiv", x, y);
  }

  public Operand maximum(Operand x, Operand y) {
    return binary("Maximum", x, y);
  }

  public Operand minimum(Operand x, Operand y) {
    return binary("Minimum", x, y);
  }

  public Operand sqrt(Operand x) {
    return unary("Sqrt", x);
  }

  public Operand rsqrt(Operand x) {
    return unary("Rsqrt", x);
  }

  public Operand identity(Operand x) {
    return unary("Identity", x);
  }

  public Operand cast(Operand x, DType to) {
    return graph.node("Cast").input(x).attr("DstT", Attr.of(to)).buildOutput();
  }

  /** The matrix product of two matrices. */
  public Operand matMul(Operand a, Operand b) {
    return graph.node("MatMul").input(a).input(b).buildOutput();
  }

  public Operand reshape(Operand x, Operand shape) {
    return graph.node("Reshape").input(x).input(shape).buildOutput();
  }

  public Operand concat(List<Operand> values, int axis) {
    return graph
        .node("ConcatV2")
        .inputs(values)
        .input(constant(TensorValue.ofInts(Shape.scalar(), axis)))
        .buildOutput();
  }

  private Operand unary(String type, Operand x) {
    return graph.node(type).input(x).buildOutput();
  }

  private Operand binary(String type, Operand x, Operand y) {
    return graph.node(type).input(x).input(y).buildOutput();
  }
}
