package io.kerasport.integration.shape;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An input of a row: how its tensor is made in any graph.
 *
 * @param label what it is, for the row's name
 * @param make makes the tensor
 */
record Source(String label, Function<GraphBuilder, Operand> make) {
  /** A tensor that is fed. */
  static Source fed(DType dtype, Shape shape) {
    return new Source(
        dtype.kerasName() + shape,
        graph ->
            graph
                .node("Placeholder")
                .attr("dtype", Attr.of(dtype))
                .attr("shape", Attr.of(shape))
                .buildOutput());
  }

  /** A float32 tensor that is fed. */
  static Source f(long... dims) {
    return fed(DType.FLOAT, Shape.of(dims));
  }

  /** A float32 tensor of unknown rank. */
  static Source anyRank() {
    return fed(DType.FLOAT, Shape.unknown());
  }

  /** An int32 tensor that is fed. */
  static Source i(long... dims) {
    return fed(DType.INT32, Shape.of(dims));
  }

  static Source constant(String label, TensorValue value) {
    return new Source(
        label,
        graph ->
            graph
                .node("Const")
                .attr("dtype", Attr.of(value.spec().dtype()))
                .attr("value", Attr.of(value))
                .buildOutput());
  }

  /** A constant int32 vector. */
  static Source ints(int... values) {
    return constant(Arrays.toString(values), TensorValue.ofInts(Shape.of(values.length), values));
  }

  /** A constant int64 vector. */
  static Source longs(long... values) {
    return constant(
        Arrays.toString(values) + "L", TensorValue.ofLongs(Shape.of(values.length), values));
  }

  /** A constant int32 scalar. */
  static Source scalar(int value) {
    return constant(Integer.toString(value), TensorValue.ofInts(Shape.scalar(), value));
  }

  /** A constant float32 scalar. */
  static Source real(float value) {
    return constant(value + "f", TensorValue.ofFloats(Shape.scalar(), value));
  }

  /** The first output of an op. */
  static Source of(Row row) {
    return of(row, 0);
  }

  /** One output of an op. */
  static Source of(Row row, int output) {
    return new Source(
        output == 0 ? row.toString() : row + ":" + output,
        graph -> row.prepare(graph).build().outputs().get(output));
  }

  /** The static shape of a tensor as a vector. */
  static Source shapeOf(Source tensor) {
    return of(Row.of("Shape", tensor));
  }

  /** Scalars stacked to a vector. */
  static Source pack(Source... scalars) {
    return of(Row.of("Pack").list(List.of(scalars)));
  }

  /** One element of a vector. */
  static Source element(Source vector, int index) {
    return of(
        Row.of("StridedSlice", vector, ints(index), ints(index + 1), ints(1))
            .attr("shrink_axis_mask", 1));
  }

  @Override
  public String toString() {
    return label;
  }
}
