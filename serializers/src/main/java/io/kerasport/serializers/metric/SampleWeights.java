package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.MetricCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the samples of a batch weigh: sample weights, and zero where something is masked. */
final class SampleWeights {
  private SampleWeights() {}

  /**
   * The weights of values, with at most as many axes as these have; empty if all weigh the same, as
   * the one value of a batch does.
   *
   * <p>Keras 3 heeds what a score leaves out only if there are other weights.
   *
   * @param mask which samples count
   */
  static Optional<Operand> of(MetricCall call, Optional<Operand> mask, Operand values) {
    List<Operand> factors = new ArrayList<>();
    call.sampleWeight().ifPresent(factors::add);
    mask.ifPresent(factors::add);
    if (values.shape().rank() == 0) {
      return Optional.empty();
    }
    boolean heeded = call.description().isKeras2() || !factors.isEmpty();
    call.counted().filter(which -> heeded).ifPresent(factors::add);
    return factors.isEmpty()
        ? Optional.empty()
        : Optional.of(fitted(call.ops(), product(call.ops(), factors), values.shape().rank()));
  }

  /** The weights of samples and what is masked among them. */
  static Optional<Operand> of(MetricCall call) {
    List<Operand> factors = new ArrayList<>();
    call.sampleWeight().ifPresent(factors::add);
    call.mask().ifPresent(factors::add);
    return factors.isEmpty() ? Optional.empty() : Optional.of(product(call.ops(), factors));
  }

  private static Operand product(Ops tf, List<Operand> factors) {
    Operand product = tf.cast(factors.get(0), DType.FLOAT);
    for (Operand factor : factors.subList(1, factors.size())) {
      int rank = Math.max(product.shape().rank(), factor.shape().rank());
      Operand other = tf.cast(factor, DType.FLOAT);
      product = tf.mul(Tensors.withRank(tf, product, rank), Tensors.withRank(tf, other, rank));
    }
    return product;
  }

  /** Drops last axes of size 1 that are too many. */
  private static Operand fitted(Ops tf, Operand weights, int rank) {
    Operand result = weights;
    while (result.shape().rank() > Math.max(1, rank)) {
      result = tf.arrays().squeeze(result, -1);
    }
    return result;
  }
}
