package io.kerasport.integration.shape;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Pseudo-random parts of rows, always the same for the same seed. Most rows come out valid; now and
 * then a dimension, a rank or a value is unknown or wrong.
 */
final class Vary {
  private final Random random;

  Vary(long seed) {
    this.random = new Random(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  boolean flip() {
    return random.nextBoolean();
  }

  /** An integer from low to high, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  long oneOf(long... values) {
    return values[random.nextInt(values.length)];
  }

  String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }

  DType oneOf(DType... values) {
    return values[random.nextInt(values.length)];
  }

  /** A small dimension; sometimes 1, seldom 0. */
  long dim() {
    return chance(0.04) ? 0 : chance(0.2) ? 1 : between(2, 6);
  }

  long[] dims(int rank) {
    long[] dims = new long[rank];
    Arrays.setAll(dims, i -> dim());
    return dims;
  }

  long[] dimsOfRank(int low, int high) {
    return dims(between(low, high));
  }

  /** A shape that is known only in part, and seldom another one. */
  Shape blur(long... dims) {
    if (chance(0.07)) {
      return Shape.unknown();
    }
    long[] blurred = dims.clone();
    for (int i = 0; i < blurred.length; i++) {
      if (chance(0.2)) {
        blurred[i] = Shape.UNKNOWN_DIM;
      }
    }
    if (chance(0.06) && blurred.length > 0) {
      blurred[between(0, blurred.length - 1)] = dim();
    }
    if (chance(0.03) && blurred.length > 0) {
      return Shape.of(Arrays.copyOf(blurred, blurred.length - 1));
    }
    if (chance(0.03)) {
      return Shape.of(blurred).concat(Shape.of(dim()));
    }
    return Shape.of(blurred);
  }

  /** Dimensions that broadcast with the given ones. */
  long[] broadcastable(long... dims) {
    int drop = chance(0.3) ? between(0, dims.length) : 0;
    long[] other = Arrays.copyOfRange(dims, drop, dims.length);
    for (int i = 0; i < other.length; i++) {
      if (chance(0.25)) {
        other[i] = 1;
      }
    }
    return other;
  }

  Source fed(DType dtype, long... dims) {
    return Source.fed(dtype, blur(dims));
  }

  Source f(long... dims) {
    return fed(DType.FLOAT, dims);
  }

  /** Mostly a constant, else a scalar that is fed. */
  Source scalar(int value) {
    if (chance(0.8)) {
      return Source.scalar(value);
    }
    return chance(0.2) ? Source.element(Source.ints(7, value), 1) : fed(DType.INT32);
  }

  /** An int32 vector whose value is known, known in part, or unknown. */
  Source vector(long... values) {
    int[] ints = Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    return switch (between(0, 11)) {
      case 0 -> fed(DType.INT32, values.length);
      case 1 -> Source.fed(DType.INT32, Shape.ofRank(1));
      case 2 -> values.length > 0 ? Source.pack(partlyFed(ints)) : Source.ints(ints);
      case 3 -> halves(ints);
      case 4 ->
          Arrays.stream(values).allMatch(value -> value >= 0)
              ? Source.shapeOf(Source.fed(DType.FLOAT, blurDims(values)))
              : Source.ints(ints);
      case 5 -> Source.of(Row.of("Cast", Source.longs(values)).attr("DstT", DType.INT32));
      case 6 ->
          Source.of(
              Row.of("StridedSlice", halves(ints), Source.ints(0), Source.ints(9), Source.ints(1))
                  .attr("begin_mask", 1));
      default -> Source.ints(ints);
    };
  }

  /** A shape of which some dimensions are unknown. */
  Shape blurDims(long... dims) {
    long[] blurred = dims.clone();
    for (int i = 0; i < blurred.length; i++) {
      blurred[i] = chance(0.3) ? Shape.UNKNOWN_DIM : blurred[i];
    }
    return Shape.of(blurred);
  }

  private Source[] partlyFed(int... values) {
    return Arrays.stream(values)
        .mapToObj(value -> chance(0.3) ? Source.i() : Source.scalar(value))
        .toArray(Source[]::new);
  }

  private Source halves(int... values) {
    int middle = values.length / 2;
    int[] left = Arrays.copyOf(values, middle);
    int[] right = Arrays.copyOfRange(values, middle, values.length);
    Source second = right.length > 0 && flip() ? Source.pack(partlyFed(right)) : Source.ints(right);
    return Source.of(
        Row.of("ConcatV2").list(List.of(Source.ints(left), second)).in(Source.scalar(0)));
  }

  /** An int32 matrix with two columns: mostly a constant. */
  Source pairs(int... values) {
    if (chance(0.15)) {
      return fed(DType.INT32, values.length / 2, 2);
    }
    return Source.constant(
        Arrays.toString(values) + "/2", TensorValue.ofInts(Shape.of(values.length / 2, 2), values));
  }

  /** Some different axes of a rank. */
  int[] axes(int rank) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (flip()) {
        axes.add(flip() ? axis : axis - rank);
      }
    }
    if (chance(0.04)) {
      axes.add(rank);
    }
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** An axis of a rank, seldom one that does not exist. */
  int axis(int rank) {
    return chance(0.05) ? between(-rank - 2, rank + 1) : between(-rank, Math.max(-rank, rank - 1));
  }
}
