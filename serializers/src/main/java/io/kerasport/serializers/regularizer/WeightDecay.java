package io.kerasport.serializers.regularizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.Regularizer;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code l1 · Σ |x| + l2 · Σ x²}. */
final class WeightDecay implements Regularizer {
  private final double l1;
  private final double l2;

  /**
   * A regularizer.
   *
   * @param l1 the factor of the absolute values where none is stated
   * @param l2 the factor of the squares where none is stated
   */
  WeightDecay(double l1, double l2) {
    this.l1 = l1;
    this.l2 = l2;
  }

  @Override
  public Operand penalty(Ops tf, Operand x, Config config) {
    Optional<Operand> absolute = term(tf, tf.math().abs(x), config.number("l1", l1));
    Optional<Operand> squared = term(tf, tf.square(x), config.number("l2", l2));
    if (absolute.isPresent() && squared.isPresent()) {
      return tf.add(absolute.get(), squared.get());
    }
    return absolute.or(() -> squared).orElseGet(() -> tf.scalarLike(x, 0));
  }

  private static Optional<Operand> term(Ops tf, Operand sizes, double factor) {
    if (factor == 0) {
      return Optional.empty();
    }
    int[] axes = IntStream.range(0, sizes.shape().rank()).toArray();
    Operand sum = axes.length == 0 ? sizes : tf.reduce().sum(sizes, false, axes);
    return Optional.of(tf.mul(sum, factor));
  }
}
