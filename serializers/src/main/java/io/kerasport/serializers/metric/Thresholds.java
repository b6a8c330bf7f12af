package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values that a prediction has to exceed to count as positive.
 *
 * @param values the values, ascending where they are spread evenly
 * @param even whether they are spread evenly from 0 to 1: a prediction's place among them can then
 *     be computed
 */
record Thresholds(List<Double> values, boolean even) {
  private static final double EPSILON = 1e-7;
  private static final double RELATIVE_TOLERANCE = 1e-5;

  Thresholds {
    values = List.copyOf(values);
  }

  /** Those in {@code thresholds}, or a single one. */
  static Thresholds stated(Config config, double otherwise) {
    return of(config.has("thresholds") ? config.numbers("thresholds") : List.of(otherwise));
  }

  private static Thresholds of(List<Double> values) {
    return new Thresholds(values, isEven(values));
  }

  /** {@code num_thresholds} of them from 0 to 1. */
  static Thresholds spread(Config config) {
    int count = Math.toIntExact(config.integer("num_thresholds", 200));
    if (count == 1) {
      return new Thresholds(List.of(0.5), false);
    }
    return new Thresholds(
        IntStream.range(0, count).mapToObj(i -> i * 1.0 / (count - 1)).toList(), true);
  }

  /** Stated or spread, with the outermost moved beyond 0 and 1, so that they bound everything. */
  static Thresholds beyondEnds(Config config) {
    Thresholds inner = spread(config);
    if (config.has("thresholds")) {
      List<Double> stated =
          new ArrayList<>(config.numbers("thresholds").stream().sorted().toList());
      stated.add(0, 0.0);
      stated.add(1.0);
      inner = of(stated);
    }
    List<Double> values = new ArrayList<>(inner.values());
    values.set(0, -EPSILON);
    values.set(values.size() - 1, 1 + EPSILON);
    return new Thresholds(values, inner.even());
  }

  private static boolean isEven(List<Double> values) {
    int last = values.size() - 1;
    if (last < 2) {
      return false;
    }
    return IntStream.rangeClosed(0, last)
        .allMatch(
            i -> {
              double expected = (float) i / last;
              double tolerance = EPSILON + RELATIVE_TOLERANCE * expected;
              return Math.abs(values.get(i) - expected) <= tolerance;
            });
  }

  int count() {
    return values.size();
  }

  /** Whether even the smallest prediction exceeds the first of them. */
  boolean startBelowZero() {
    return values.get(0) < 0;
  }

  /**
   * As a tensor.
   *
   * @param rank the number of its axes; the values are along the first
   */
  Operand tensor(Ops tf, int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    dims[0] = count();
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    return tf.constant(TensorValue.ofNumbers(DType.FLOAT, Shape.of(dims), all));
  }
}
