package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.Arrays;
import java.util.List;

/**
 * {@code (x - mean) / max(sqrt(variance), 1e-7)}, or with {@code invert} its reverse. Statistics
 * are kept for each index of the configured axes; they are weights that the layer has learned, or
 * numbers in its configuration.
 */
final class Normalization implements LayerSerializer {
  private static final double SMALLEST_DEVIATION = 1e-7;
  private static final String MEAN = "mean";
  private static final String VARIANCE = "variance";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    if (config.has(MEAN) != config.has(VARIANCE)) {
      throw new ConfigException(VARIANCE, "given together with `mean`", config.get(VARIANCE));
    }
    if (config.has(MEAN)) {
      NumberArray.of(config, MEAN);
      NumberArray.of(config, VARIANCE);
    }
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Shape input = inputs.get(0).shape();
    long[] sizes =
        keptAxes(layer.config(), input.rank()).stream()
            .mapToLong(axis -> Sizes.known(layer, input, axis))
            .toArray();
    if (layer.config().has(MEAN)) {
      return List.of();
    }
    TensorSpec statistics =
        new TensorSpec(
            layer.isKeras2() ? layer.computeDType() : layer.variableDType(), Shape.of(sizes));
    TensorSpec count = new TensorSpec(DType.INT64, Shape.scalar());
    return List.of(
        WeightSpec.nonTrainable(MEAN, statistics).startingAt(0).alsoTrackedAs("adapt_mean"),
        WeightSpec.nonTrainable(VARIANCE, statistics).startingAt(1).alsoTrackedAs("adapt_variance"),
        WeightSpec.nonTrainable("count", count).startingAt(0));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = tf.cast(call.input(), call.layer().computeDType());
    boolean given = call.config().has(MEAN);
    Operand mean = given ? constant(tf, call, x, MEAN) : learned(tf, call, x, MEAN);
    Operand deviation = given ? constant(tf, call, x, VARIANCE) : learnedDeviation(tf, call, x);
    return LayerOutput.of(
        call.config().bool("invert", false)
            ? tf.add(mean, tf.mul(x, deviation))
            : tf.div(tf.sub(x, mean), deviation));
  }

  private static Operand learned(Ops tf, LayerCall call, Operand x, String name) {
    Operand statistics = call.weight(name);
    int rank = x.shape().rank();
    List<Integer> kept = keptAxes(call.config(), rank);
    return kept.isEmpty() || kept.equals(List.of(rank - 1))
        ? statistics
        : tf.arrays().reshape(statistics, broadcastShape(statistics.shape(), kept, rank));
  }

  private static Operand learnedDeviation(Ops tf, LayerCall call, Operand x) {
    Operand deviation = tf.sqrt(learned(tf, call, x, VARIANCE));
    return tf.maximum(deviation, tf.scalarLike(deviation, SMALLEST_DEVIATION));
  }

  /** The numbers of an entry in a shape that broadcasts; deviations in place of variances. */
  private static Operand constant(Ops tf, LayerCall call, Operand x, String key) {
    NumberArray written = NumberArray.of(call.config(), key);
    NumberArray numbers = call.layer().isKeras2() ? written : written.rounded();
    int rank = x.shape().rank();
    List<Integer> kept = keptAxes(call.config(), rank);
    if (numbers.shape().rank() > kept.size()) {
      throw new ConfigException(key, "numbers for the axes " + kept, numbers.values());
    }
    Shape shape =
        numbers.shape().rank() == 0
            ? Shape.scalar()
            : Shape.of(
                Arrays.stream(broadcastShape(numbers.shape(), kept, rank))
                    .asLongStream()
                    .toArray());
    double[] values = numbers.toArray();
    if (key.equals(VARIANCE)) {
      Arrays.setAll(values, i -> Math.max(Math.sqrt(values[i]), SMALLEST_DEVIATION));
    }
    return tf.constant(key, TensorValue.ofNumbers(x.dtype(), shape, values));
  }

  /** Statistics' own sizes on the kept axes, counted from the back; 1 on all others. */
  private static int[] broadcastShape(Shape statistics, List<Integer> kept, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    for (int i = 1; i <= statistics.rank(); i++) {
      shape[kept.get(kept.size() - i)] = Math.toIntExact(statistics.dim(-i));
    }
    return shape;
  }

  /** The configured axes, counted from the front and sorted: the last if absent, none if null. */
  private static List<Integer> keptAxes(Config config, int rank) {
    if (!config.entries().containsKey("axis")) {
      return List.of(rank - 1);
    }
    return config.has("axis")
        ? Arrays.stream(Sizes.axes(config, "axis", rank)).sorted().boxed().toList()
        : List.of();
  }
}
