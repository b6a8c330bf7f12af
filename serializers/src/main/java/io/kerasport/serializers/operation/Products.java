package io.kerasport.serializers.operation;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Products of matrices and tensors. */
final class Products {
  private Products() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Matmul", Operation.of("x1 x2", Products::matmul));
    all.put("Dot", Operation.of("x1 x2", Products::dot));
    all.put("Outer", Operation.of("x1 x2", Products::outer));
    all.put("Tensordot", Operation.of("x1 x2", Products::tensordot));
    all.put("Einsum", Operation.of("*operands", Products::einsum));
    return all;
  }

  /** Matrix products over the last two axes; the others broadcast. */
  private static Operand matmul(OperationCall call) {
    Ops tf = call.tf();
    List<Operand> pair = call.together("x1", "x2");
    Operand x = pair.get(0);
    Operand y = pair.get(1);
    boolean adjointX = flag(call, "a");
    boolean adjointY = flag(call, "b");
    if (x.shape().rank() >= 2 && y.shape().rank() >= 2) {
      return matrices(tf, x, y, adjointX, adjointY);
    }
    if (x.shape().rank() == 0 || y.shape().rank() == 0) {
      throw call.refused("multiplies a matrix with a number");
    }
    if (y.shape().rank() == 1) {
      Operand column = tf.arrays().expandDims(y, 1);
      Operand row = x.shape().rank() == 1 ? tf.arrays().expandDims(x, 0) : x;
      Operand product = tf.arrays().squeeze(matrices(tf, row, column, false, false), -1);
      return x.shape().rank() == 1 ? tf.arrays().squeeze(product, 0) : product;
    }
    Operand product = matrices(tf, tf.arrays().expandDims(x, 0), y, false, false);
    return tf.arrays().squeeze(product, -2);
  }

  private static boolean flag(OperationCall call, String operand) {
    return call.arguments().bool("transpose_" + operand, false)
        || call.arguments().bool("adjoint_" + operand, false);
  }

  private static Operand matrices(
      Ops tf, Operand x, Operand y, boolean adjointX, boolean adjointY) {
    return tf.graph()
        .node("BatchMatMulV2")
        .input(x)
        .input(y)
        .attr("adj_x", Attr.of(adjointX))
        .attr("adj_y", Attr.of(adjointY))
        .buildOutput();
  }

  private static Operand dot(OperationCall call) {
    List<Operand> pair = call.together("x1", "x2");
    Operand x = pair.get(0);
    Operand y = pair.get(1);
    int left = x.shape().rank();
    int right = y.shape().rank();
    if (left == 0 || right == 0) {
      return call.tf().mul(x, y);
    }
    String equation =
        Equations.contraction(
            left, right, new int[] {left - 1}, new int[] {Math.max(0, right - 2)});
    return Equations.einsum(call.tf(), equation, pair);
  }

  private static Operand outer(OperationCall call) {
    Ops tf = call.tf();
    List<Operand> pair = call.together("x1", "x2");
    return tf.mul(tf.arrays().reshape(pair.get(0), -1, 1), tf.arrays().reshape(pair.get(1), -1));
  }

  /** Over the last axes of the one and the first of the other, or over named ones. */
  private static Operand tensordot(OperationCall call) {
    List<Operand> pair = call.together("x1", "x2");
    int left = pair.get(0).shape().rank();
    int right = pair.get(1).shape().rank();
    Object axes = call.arguments().get("axes");
    int[][] summed = Equations.axes(axes == null ? 2L : axes, left, right);
    return Equations.einsum(
        call.tf(), Equations.contraction(left, right, summed[0], summed[1]), pair);
  }

  private static Operand einsum(OperationCall call) {
    List<Operand> operands = call.items("*operands");
    String subscripts = call.arguments().string("subscripts");
    if (operands.size() != subscripts.split("->", -1)[0].split(",", -1).length) {
      throw new ConfigException("subscripts", "for " + operands.size() + " operands", subscripts);
    }
    return Equations.einsum(call.tf(), subscripts, operands);
  }
}
