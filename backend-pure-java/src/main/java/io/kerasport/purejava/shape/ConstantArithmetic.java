package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Element-wise arithmetic and reductions on known tensors. */
final class ConstantArithmetic {
  private ConstantArithmetic() {}

  static @Nullable ConstantKernel find(String type) {
    return switch (type) {
      case "Add", "AddV2" -> binary(Long::sum, Double::sum);
      case "Sub" -> binary((x, y) -> x - y, (x, y) -> x - y);
      case "Mul" -> binary((x, y) -> x * y, (x, y) -> x * y);
      case "FloorDiv" -> binary(Math::floorDiv, (x, y) -> Math.floor(x / y));
      case "FloorMod" -> binary(Math::floorMod, ConstantArithmetic::floorMod);
      case "Div", "TruncateDiv", "RealDiv" -> binary((x, y) -> x / y, (x, y) -> x / y);
      case "Mod", "TruncateMod" -> binary((x, y) -> x % y, (x, y) -> x % y);
      case "Maximum" -> binary(Math::max, Math::max);
      case "Minimum" -> binary(Math::min, Math::min);
      case "Less" -> compare((x, y) -> x < y ? 1 : 0);
      case "LessEqual" -> compare((x, y) -> x <= y ? 1 : 0);
      case "Greater" -> compare((x, y) -> x > y ? 1 : 0);
      case "GreaterEqual" -> compare((x, y) -> x >= y ? 1 : 0);
      case "Equal" -> compare((x, y) -> x == y ? 1 : 0);
      case "NotEqual" -> compare((x, y) -> x != y ? 1 : 0);
      case "LogicalAnd" -> binary((x, y) -> x & y, (x, y) -> x);
      case "LogicalOr" -> binary((x, y) -> x | y, (x, y) -> x);
      case "LogicalNot" -> unary(x -> 1 - x, x -> x);
      case "Neg" -> unary(x -> -x, x -> -x);
      case "Abs" -> unary(Math::abs, Math::abs);
      case "Sign" -> unary(Long::signum, Math::signum);
      case "Square" -> unary(x -> x * x, x -> x * x);
      case "Floor" -> unary(x -> x, Math::floor);
      case "Ceil" -> unary(x -> x, Math::ceil);
      case "Round", "Rint" -> unary(x -> x, Math::rint);
      case "Sqrt" -> unary(x -> x, Math::sqrt);
      case "Cast" -> (node, in, output) -> Optional.of(in.get(0).cast(node.attrs().type("DstT")));
      case "Sum" -> reduce(Long::sum, Double::sum, 0);
      case "Prod" -> reduce((x, y) -> x * y, (x, y) -> x * y, 1);
      case "Max" -> reduce(Math::max, Math::max, Double.NEGATIVE_INFINITY);
      case "Min" -> reduce(Math::min, Math::min, Double.POSITIVE_INFINITY);
      case "All" -> reduce((x, y) -> x & y, Math::min, 1);
      case "Any" -> reduce((x, y) -> x | y, Math::max, 0);
      default -> null;
    };
  }

  /** The remainder with the sign of the divisor. */
  private static double floorMod(double x, double y) {
    double remainder = x % y;
    return remainder != 0 && remainder < 0 != y < 0 ? remainder + y : remainder;
  }

  private static ConstantKernel unary(LongUnaryOperator integers, DoubleUnaryOperator reals) {
    return (node, in, output) -> Optional.of(in.get(0).map(integers, reals));
  }

  private static ConstantKernel binary(LongBinaryOperator integers, DoubleBinaryOperator reals) {
    return (node, in, output) -> {
      ConstantTensor x = in.get(0);
      ConstantTensor y = in.get(1);
      Shape shape = Shapes.broadcast(x.shape(), y.shape());
      int[] fromX = RowMajor.broadcast(x.shape(), shape);
      int[] fromY = RowMajor.broadcast(y.shape(), shape);
      if (x.isReal()) {
        double[] values =
            IntStream.range(0, fromX.length)
                .mapToDouble(i -> reals.applyAsDouble(x.real(fromX[i]), y.real(fromY[i])))
                .toArray();
        return Optional.of(ConstantTensor.ofReals(x.dtype(), shape, values));
      }
      long[] values =
          IntStream.range(0, fromX.length)
              .mapToLong(
                  i ->
                      ConstantTensor.wrap(
                          integers.applyAsLong(x.integer(fromX[i]), y.integer(fromY[i])),
                          x.dtype()))
              .toArray();
      return Optional.of(ConstantTensor.ofIntegers(x.dtype(), shape, values));
    };
  }

  /** A predicate on real numbers. */
  private interface Comparison {
    long compare(double x, double y);
  }

  private static ConstantKernel compare(Comparison comparison) {
    return (node, in, output) -> {
      ConstantTensor x = in.get(0);
      ConstantTensor y = in.get(1);
      Shape shape = Shapes.broadcast(x.shape(), y.shape());
      int[] fromX = RowMajor.broadcast(x.shape(), shape);
      int[] fromY = RowMajor.broadcast(y.shape(), shape);
      long[] values =
          IntStream.range(0, fromX.length)
              .mapToLong(i -> comparison.compare(x.real(fromX[i]), y.real(fromY[i])))
              .toArray();
      return Optional.of(ConstantTensor.ofIntegers(DType.BOOL, shape, values));
    };
  }

  /**
   * A reduction.
   *
   * @param start what no element at all gives, cut to the range of the element type
   */
  private static ConstantKernel reduce(
      LongBinaryOperator integers, DoubleBinaryOperator reals, double start) {
    return (node, in, output) -> {
      ConstantTensor x = in.get(0);
      boolean[] reduced = new boolean[x.shape().rank()];
      for (long axis : in.get(1).integers()) {
        reduced[ReductionShapes.axis(axis, x.shape())] = true;
      }
      Shape shape = ReductionShapes.reduced(x.shape(), reduced, node.attrs().flag("keep_dims"));
      int[] into = RowMajor.reduce(x.shape(), reduced);
      int size = Math.toIntExact(shape.elements());
      if (x.isReal()) {
        double[] values = new double[size];
        Arrays.fill(values, start);
        for (int i = 0; i < into.length; i++) {
          values[into[i]] = reals.applyAsDouble(values[into[i]], x.real(i));
        }
        return Optional.of(ConstantTensor.ofReals(x.dtype(), shape, values));
      }
      long[] values = new long[size];
      Arrays.fill(values, x.dtype() == DType.INT32 ? (int) start : (long) start);
      for (int i = 0; i < into.length; i++) {
        values[into[i]] =
            ConstantTensor.wrap(integers.applyAsLong(values[into[i]], x.integer(i)), x.dtype());
      }
      return Optional.of(ConstantTensor.ofIntegers(x.dtype(), shape, values));
    };
  }
}
