package io.kerasport.serializers.merging;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * Products of two tensors, sample by sample, summed over one axis of each; with {@code normalize}
 * of both divided by their norms along it first.
 */
final class Dot implements LayerSerializer {
  private static final String KEY = "axes";
  private static final double SMALLEST_SQUARE = 1e-12;
  private static final double LARGEST_INVERSE = 1e7;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    layer.config().integers(KEY, 2);
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    if (call.inputs().size() != 2) {
      throw problem(call, "the layer is called with " + call.inputs().size() + " tensors, not two");
    }
    Ops tf = call.ops();
    List<Operand> inputs = Merge.inputs(call);
    Operand x = inputs.get(0);
    Operand y = inputs.get(1);
    int axisOfX = axis(call.config(), 0, x.shape());
    int axisOfY = axis(call.config(), 1, y.shape());
    long sizeOfX = x.shape().dim(axisOfX);
    long sizeOfY = y.shape().dim(axisOfY);
    if (sizeOfX != sizeOfY) {
      throw problem(
          call,
          "by its axes: axis %d of %s and axis %d of %s differ in size"
              .formatted(axisOfX, x.shape(), axisOfY, y.shape()));
    }
    if (call.config().bool("normalize", false)) {
      x = normalized(call, x, axisOfX);
      y = normalized(call, y, axisOfY);
    }
    Operand product = tf.einsum(equation(x, axisOfX, y, axisOfY), x, y);
    return LayerOutput.of(
        product.shape().rank() == 1 ? tf.arrays().expandDims(product, 1) : product);
  }

  private static int axis(Config config, int input, Shape shape) {
    long axis = config.integers(KEY, 2).get(input);
    int counted = Math.toIntExact(axis < 0 ? axis + shape.rank() : axis);
    if (counted < 1 || counted >= shape.rank()) {
      throw new ConfigException(
          KEY, "axes behind the batch of an input of shape " + shape, config.get(KEY));
    }
    return counted;
  }

  private static Operand normalized(LayerCall call, Operand x, int axis) {
    Ops tf = call.ops();
    Operand square = tf.reduce().sum(tf.square(x), true, axis);
    Operand inv =
        call.layer().isKeras2()
            ? tf.rsqrt(tf.maximum(square, tf.scalarLike(square, SMALLEST_SQUARE)))
            : tf.minimum(tf.rsqrt(square), tf.scalarLike(square, LARGEST_INVERSE));
    return tf.mul(x, inv);
  }

  /** {@code aBsC,asD->aBCD}: a is the batch, s the axis of the sum, the others stay. */
  private static String equation(Operand x, int axisOfX, Operand y, int axisOfY) {
    StringBuilder all = new StringBuilder("a");
    String ofX = letters(x.shape().rank(), axisOfX, 'b', all);
    String ofY = letters(y.shape().rank(), axisOfY, 'B', all);
    return ofX + "," + ofY + "->" + all;
  }

  private static String letters(int rank, int summed, char first, StringBuilder all) {
    StringBuilder letters = new StringBuilder("a");
    for (int axis = 1; axis < rank; axis++) {
      char own = (char) (first + axis - 1);
      letters.append(axis == summed ? 'z' : own);
      if (axis != summed) {
        all.append(own);
      }
    }
    return letters.toString();
  }

  private static UnsupportedModelException problem(LayerCall call, String what) {
    return new UnsupportedModelException(
        "A Dot layer cannot multiply its inputs",
        List.of(new Problem(what, "layer " + call.layer().name())),
        "");
  }
}
