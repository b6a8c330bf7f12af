package io.kerasport.serializers;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** As much of shape inference as layers look at: ranks always, sizes where they are simple. */
final class RecordedShapes {
  private RecordedShapes() {}

  static List<TensorSpec> of(String type, List<Operand> inputs, Map<String, Attr> attrs) {
    Operand first = inputs.get(0);
    Shape shape = first.shape();
    return switch (type) {
      case "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum", "LogicalAnd", "LogicalOr" ->
          List.of(new TensorSpec(first.dtype(), broadcast(shape, inputs.get(1).shape())));
      case "Greater", "GreaterEqual", "Less", "Equal", "NotEqual" ->
          List.of(new TensorSpec(DType.BOOL, broadcast(shape, inputs.get(1).shape())));
      case "SelectV2" -> same(inputs.get(1), inputs.get(1).shape());
      case "Cast" -> same(((Attr.Type) value(attrs, "DstT")).value(), shape);
      case "MatMul" -> same(first, Shape.of(shape.dim(0), inputs.get(1).shape().dim(1)));
      case "Conv2D" -> same(first, Shape.ofRank(4).withDim(3, inputs.get(1).shape().dim(3)));
      case "DepthwiseConv2dNative" -> {
        Shape filter = inputs.get(1).shape();
        yield same(first, Shape.ofRank(4).withDim(3, filter.dim(2) * filter.dim(3)));
      }
      case "MaxPool", "AvgPool", "SpaceToBatchND", "BatchToSpaceND", "StridedSlice", "ConcatV2" ->
          same(first, Shape.ofRank(shape.rank()).withDim(-1, shape.dim(-1)));
      case "Reshape" -> same(first, Shape.of(RecordingGraph.integers(inputs.get(1))));
      case "Transpose" ->
          same(
              first,
              Shape.of(
                  LongStream.of(RecordingGraph.integers(inputs.get(1)))
                      .map(axis -> shape.dim((int) axis))
                      .toArray()));
      case "ExpandDims" ->
          same(first, inserted(shape, (int) RecordingGraph.integers(inputs.get(1))[0]));
      case "Einsum" -> {
        String equation = ((Attr.Text) value(attrs, "equation")).value();
        yield same(first, Shape.ofRank(equation.length() - equation.indexOf('>') - 1));
      }
      case "Shape" -> same(DType.INT32, Shape.of(shape.rank()));
      case "Size" -> same(DType.INT32, Shape.scalar());
      case "FusedBatchNormV3" -> {
        TensorSpec vector = new TensorSpec(first.dtype(), inputs.get(1).shape());
        yield List.of(new TensorSpec(first.dtype(), shape), vector, vector);
      }
      case "Pack" -> same(first, Shape.of(inputs.size()).concat(shape));
      case "Fill", "RandomUniform", "RandomStandardNormal" -> same(DType.FLOAT, Shape.unknown());
      case "Split" -> {
        int parts = (int) ((Attr.Int) value(attrs, "num_split")).value();
        Operand whole = inputs.get(1);
        yield Collections.nCopies(
            parts,
            new TensorSpec(
                whole.dtype(), whole.shape().withDim(-1, whole.shape().dim(-1) / parts)));
      }
      default -> same(first, shape);
    };
  }

  private static Attr value(Map<String, Attr> attrs, String key) {
    Attr value = attrs.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no attribute " + key);
    }
    return value;
  }

  private static List<TensorSpec> same(Operand x, Shape shape) {
    return same(x.dtype(), shape);
  }

  private static List<TensorSpec> same(DType dtype, Shape shape) {
    return List.of(new TensorSpec(dtype, shape));
  }

  private static Shape inserted(Shape shape, int axis) {
    int at = axis < 0 ? shape.rank() + 1 + axis : axis;
    return shape.slice(0, at).concat(Shape.of(1)).concat(shape.slice(at, shape.rank()));
  }

  private static Shape broadcast(Shape a, Shape b) {
    if (!a.hasRank() || !b.hasRank()) {
      return Shape.unknown();
    }
    if (a.rank() < b.rank()) {
      return broadcast(b, a);
    }
    long[] dims = a.dims();
    for (int i = 1; i <= b.rank(); i++) {
      int at = dims.length - i;
      dims[at] = dims[at] == 1 ? b.dim(-i) : dims[at];
    }
    return Shape.of(Arrays.copyOf(dims, dims.length));
  }
}
