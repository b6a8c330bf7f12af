package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;

/**
 * A typed facade over {@link GraphBuilder}: one method for each TensorFlow op that layers are made
 * of, called like the op. Constants and arithmetic are here, everything else in the families that
 * {@link #math()}, {@link #reduce()}, {@link #arrays()}, {@link #nn()}, {@link #image()}, {@link
 * #random()}, {@link #loops()}, {@link #lists()}, {@link #tables()} and {@link #text()} give.
 *
 * <p>Element-wise ops broadcast as in NumPy. Every method returns the op's only output. Nodes are
 * named as TensorFlow's Python names them: arithmetic like the operator ({@code add}, {@code
 * truediv}), other nodes like the op type, a constant argument like the node it belongs to ({@code
 * Reshape/shape}).
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

  /** Functions of numbers, comparisons and logic. */
  public MathOps math() {
    return new MathOps(this);
  }

  /** Reductions over axes. */
  public ReduceOps reduce() {
    return new ReduceOps(this);
  }

  /** Ops on shape and layout. */
  public ArrayOps arrays() {
    return new ArrayOps(this);
  }

  /** Neural network ops. */
  public NnOps nn() {
    return new NnOps(graph);
  }

  /** Resampling of images. */
  public ImageOps image() {
    return new ImageOps(this);
  }

  /** Random numbers. */
  public RandomOps random() {
    return new RandomOps(graph);
  }

  /** Loops. */
  public LoopOps loops() {
    return new LoopOps(this);
  }

  /** Lists of tensors. */
  public ListOps lists() {
    return new ListOps(this);
  }

  /** Tables that find values by keys. */
  public TableOps tables() {
    return new TableOps(this);
  }

  /** Functions of strings. */
  public TextOps text() {
    return new TextOps(this);
  }

  /** This facade in a child name scope. */
  public Ops withScope(String name) {
    return new Ops(graph.withScope(name));
  }

  public Operand constant(TensorValue value) {
    return constant("Const", value);
  }

  /** A constant with a name of its own. */
  public Operand constant(String name, TensorValue value) {
    return graph
        .node("Const")
        .name(name)
        .attr("dtype", Attr.of(value.spec().dtype()))
        .attr("value", Attr.of(value))
        .buildOutput();
  }

  /** A scalar of the same element type as another tensor. */
  public Operand scalarLike(Operand other, double value) {
    return constant(TensorValue.scalar(other.dtype(), value));
  }

  /** A scalar int32. */
  public Operand scalar(int value) {
    return constant(TensorValue.ofInts(Shape.scalar(), value));
  }

  /** A vector of int32, as ops take axes, paddings and shapes. */
  public Operand ints(int... values) {
    return ints("Const", values);
  }

  /** A vector of int32 with a name of its own. */
  public Operand ints(String name, int... values) {
    return constant(name, TensorValue.ofInts(Shape.of(values.length), values));
  }

  public Operand add(Operand x, Operand y) {
    return binary("AddV2", "add", x, y);
  }

  public Operand add(Operand x, double y) {
    return binary("AddV2", "add", x, scalarLike(x, y));
  }

  public Operand sub(Operand x, Operand y) {
    return binary("Sub", "sub", x, y);
  }

  public Operand sub(Operand x, double y) {
    return binary("Sub", "sub", x, scalarLike(x, y));
  }

  public Operand mul(Operand x, Operand y) {
    return binary("Mul", "mul", x, y);
  }

  public Operand mul(Operand x, double y) {
    return binary("Mul", "mul", x, scalarLike(x, y));
  }

  public Operand div(Operand x, Operand y) {
    return binary("RealDiv", "truediv", x, y);
  }

  public Operand div(Operand x, double y) {
    return binary("RealDiv", "truediv", x, scalarLike(x, y));
  }

  public Operand neg(Operand x) {
    return unary("Neg", x);
  }

  public Operand maximum(Operand x, Operand y) {
    return binary("Maximum", "Maximum", x, y);
  }

  public Operand minimum(Operand x, Operand y) {
    return binary("Minimum", "Minimum", x, y);
  }

  public Operand sqrt(Operand x) {
    return unary("Sqrt", x);
  }

  public Operand rsqrt(Operand x) {
    return unary("Rsqrt", x);
  }

  public Operand square(Operand x) {
    return unary("Square", x);
  }

  public Operand identity(Operand x) {
    return unary("Identity", x);
  }

  public Operand zerosLike(Operand x) {
    return unary("ZerosLike", x);
  }

  /** Another element type; the tensor itself if it has that type already. */
  public Operand cast(Operand x, DType to) {
    return x.dtype() == to
        ? x
        : graph.node("Cast").input(x).attr("DstT", Attr.of(to)).buildOutput();
  }

  /** The matrix product of two matrices. */
  public Operand matMul(Operand a, Operand b) {
    return graph.node("MatMul").input(a).input(b).buildOutput();
  }

  /** Products of elements, summed over the indices that the output lacks: {@code ij,jk->ik}. */
  public Operand einsum(String equation, Operand x, Operand y) {
    return graph
        .node("Einsum")
        .name("einsum/Einsum")
        .inputs(List.of(x, y))
        .attr("equation", Attr.of(equation))
        .buildOutput();
  }

  public Operand reshape(Operand x, Operand shape) {
    return graph.node("Reshape").input(x).input(shape).buildOutput();
  }

  public Operand concat(List<Operand> values, int axis) {
    return graph
        .node("ConcatV2")
        .name("concat")
        .inputs(values)
        .input(constant("concat/axis", TensorValue.ofInts(Shape.scalar(), axis)))
        .buildOutput();
  }

  /** An op with one input and no attributes to set. */
  public Operand unary(String type, Operand x) {
    return graph.node(type).input(x).buildOutput();
  }

  /** An op with two inputs and no attributes to set. */
  public Operand binary(String type, Operand x, Operand y) {
    return binary(type, type, x, y);
  }

  /** An op with two inputs and no attributes to set, with a name of its own. */
  Operand binary(String type, String name, Operand x, Operand y) {
    return graph.node(type).name(name).input(x).input(y).buildOutput();
  }
}
