package io.kerasport.serializers.regularizer;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Regularizer;
import java.util.ArrayList;
import java.util.List;

/** {@code factor} times the mean size of the cosines between the rows, or columns, of a matrix. */
final class OrthogonalRegularizer implements Regularizer {
  private static final String ROWS = "rows";
  private static final String COLUMNS = "columns";
  private static final double DEFAULT_FACTOR = 0.01;
  private static final double SHORTEST_SQUARED = 1e-12;

  @Override
  public List<String> unsupported(Config config, TensorSpec x) {
    List<String> reasons = new ArrayList<>();
    if (!x.shape().hasRank() || x.shape().rank() != 2) {
      reasons.add("an orthogonal regularizer takes a matrix, not a tensor of shape " + x.shape());
    }
    String mode = config.string("mode", ROWS);
    if (!mode.equals(ROWS) && !mode.equals(COLUMNS)) {
      reasons.add("an orthogonal regularizer has the mode rows or columns, not `" + mode + "`");
    }
    return reasons;
  }

  @Override
  public Operand penalty(Ops tf, Operand x, Config config) {
    boolean rows = config.string("mode", ROWS).equals(ROWS);
    Operand vectors = rows ? x : tf.arrays().transpose(x, 1, 0);
    Operand squared = tf.reduce().sum(tf.square(vectors), true, 1);
    Operand length = tf.maximum(squared, tf.scalarLike(x, SHORTEST_SQUARED));
    Operand unit = tf.mul(vectors, tf.rsqrt(length));
    Operand cosines = tf.matMul(unit, tf.arrays().transpose(unit, 1, 0));
    int count = Math.toIntExact(vectors.shape().dim(0));
    Operand others = tf.mul(tf.math().abs(cosines), tf.cast(offDiagonal(tf, count), x.dtype()));
    double pairs = count * (count - 1.0) / 2;
    double factor = config.number("factor", DEFAULT_FACTOR);
    return tf.mul(tf.reduce().sum(others, false, 0, 1), factor * 0.5 / pairs);
  }

  private static Operand offDiagonal(Ops tf, int size) {
    Operand position = tf.arrays().range(0, tf.scalar(size));
    return tf.graph()
        .node("NotEqual")
        .input(tf.arrays().expandDims(position, 0))
        .input(tf.arrays().expandDims(position, 1))
        .attr("incompatible_shape_error", Attr.of(true))
        .buildOutput();
  }
}
