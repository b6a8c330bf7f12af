package io.kerasport.serializers.pooling;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * A given number of values along each spatial axis, whatever its size. Value i of m comes from the
 * elements from {@code i·n/m} rounded down to {@code (i+1)·n/m} rounded up of n. Windows are boxes,
 * so one axis is pooled after the other.
 */
final class AdaptivePooling implements LayerSerializer {
  private static final String KEY = "output_size";

  private final boolean average;
  private final int axes;

  /** Pooling over so many spatial axes, to averages or to maxima. */
  AdaptivePooling(boolean average, int axes) {
    this.average = average;
    this.axes = axes;
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    sizes(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  private List<Long> sizes(Config config) {
    return Sizes.positives(config, KEY, axes);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand y = call.input();
    int first = DataFormat.of(call.config()).firstSpatialAxis();
    for (int i = 0; i < axes; i++) {
      int wanted = Math.toIntExact(sizes(call.config()).get(i));
      int given = Math.toIntExact(Sizes.known(call.layer(), y.shape(), first + i));
      y =
          average
              ? averages(tf, y, first + i, given, wanted)
              : maxima(tf, y, first + i, given, wanted);
    }
    return LayerOutput.of(y);
  }

  private static int begin(int window, int given, int wanted) {
    return (int) ((long) window * given / wanted);
  }

  private static int end(int window, int given, int wanted) {
    return (int) (((window + 1L) * given + wanted - 1) / wanted);
  }

  /** The product with a matrix that has the share of every element in every average. */
  private static Operand averages(Ops tf, Operand x, int axis, int given, int wanted) {
    double[] shares = new double[Math.multiplyExact(wanted, given)];
    for (int window = 0; window < wanted; window++) {
      int begin = begin(window, given, wanted);
      int end = end(window, given, wanted);
      for (int i = begin; i < end; i++) {
        shares[window * given + i] = 1.0 / (end - begin);
      }
    }
    Operand matrix = tf.constant(TensorValue.ofNumbers(x.dtype(), Shape.of(wanted, given), shares));
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < x.shape().rank(); i++) {
      letters.append((char) ('a' + i));
    }
    char pooled = letters.charAt(axis);
    String output = letters.toString().replace(pooled, 'z');
    return tf.einsum(letters + ",z" + pooled + "->" + output, x, matrix);
  }

  /** The largest of the elements of every window, shorter windows filled up with their last. */
  private static Operand maxima(Ops tf, Operand x, int axis, int given, int wanted) {
    int longest = 0;
    for (int window = 0; window < wanted; window++) {
      longest = Math.max(longest, end(window, given, wanted) - begin(window, given, wanted));
    }
    int[] places = new int[Math.multiplyExact(wanted, longest)];
    for (int window = 0; window < wanted; window++) {
      for (int i = 0; i < longest; i++) {
        places[window * longest + i] =
            Math.min(begin(window, given, wanted) + i, end(window, given, wanted) - 1);
      }
    }
    Operand indices = tf.constant(TensorValue.ofInts(Shape.of(wanted, longest), places));
    return tf.reduce().max(tf.arrays().gather(x, indices, axis), false, axis + 1);
  }
}
