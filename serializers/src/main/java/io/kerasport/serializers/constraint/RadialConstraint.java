package io.kerasport.serializers.constraint;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Constraint;
import java.util.List;

/**
 * Makes every ring of a square convolution kernel take one value: the one on the diagonal below the
 * middle. The middle itself takes the value above it, as Keras 2 computes it.
 */
final class RadialConstraint implements Constraint {
  private static final int KERNEL_RANK = 4;

  @Override
  public List<String> unsupported(Config config, TensorSpec weight) {
    Shape shape = weight.shape();
    boolean fits = shape.rank() == KERNEL_RANK && shape.dim(0) == shape.dim(1) && shape.dim(0) > 1;
    return fits
        ? List.of()
        : List.of("RadialConstraint takes a square kernel of more than one element, not " + shape);
  }

  @Override
  public Operand project(Ops tf, Operand weight, Config config) {
    int size = Math.toIntExact(weight.shape().dim(0));
    int inputs = Math.toIntExact(weight.shape().dim(2));
    int filters = Math.toIntExact(weight.shape().dim(3));
    Operand elements = tf.reshape(weight, tf.ints(size * size, inputs, filters));
    Operand chosen =
        tf.graph()
            .node("GatherV2")
            .input(elements)
            .input(tf.ints(sources(size)))
            .input(tf.scalar(0))
            .attr("batch_dims", Attr.of(0L))
            .buildOutput();
    return tf.reshape(chosen, tf.ints(size, size, inputs, filters));
  }

  /** For each element of a kernel, row by row, the element whose value it takes. */
  private static int[] sources(int size) {
    int start = size / 2;
    int[] sources = new int[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int inside = Math.min(Math.min(row, column), size - 1 - Math.max(row, column));
        int ring = (size - 1) / 2 - inside;
        int diagonal = ring == 0 ? start - 1 : start + ring - (size % 2);
        sources[row * size + column] = diagonal * size + diagonal;
      }
    }
    return sources;
  }
}
