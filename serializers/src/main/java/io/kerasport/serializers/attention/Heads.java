package io.kerasport.serializers.attention;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.serializers.activation.MaskedSoftmax;
import io.kerasport.serializers.config.Rates;
import io.kerasport.serializers.regularization.RandomDrop;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the dense layers around heads do, and the heads between them. */
final class Heads {
  private static final String PENALTY = "activity_regularizer";
  private static final double LARGEST = 0.7 * Float.MAX_VALUE;
  private static final int PLAIN_RANK = 4;

  private Heads() {}

  static boolean hasBias(LayerDescription layer) {
    return layer.config().bool("use_bias", true);
  }

  /** {@code x · kernel + bias}: the last axis becomes two, heads and their features. */
  static Operand project(LayerCall call, String name, Operand x) {
    String free = letters(x.shape().rank() - 1);
    return biased(
        call,
        name,
        call.ops().einsum(free + "x,xnh->" + free + "nh", x, call.weight(name + "/kernel")));
  }

  /** The same backwards: heads and their features become the axes of the output. */
  private static Operand join(LayerCall call, String name, Operand x) {
    String free = letters(x.shape().rank() - 2);
    Operand kernel = call.weight(name + "/kernel");
    String output = "opqrst".substring(0, kernel.shape().rank() - 2);
    return biased(
        call, name, call.ops().einsum(free + "nh,nh" + output + "->" + free + output, x, kernel));
  }

  private static Operand biased(LayerCall call, String name, Operand y) {
    Operand output = hasBias(call.layer()) ? call.ops().add(y, call.weight(name + "/bias")) : y;
    if (!call.layer().isKeras2()) {
      // There the dense layers have the regularizer, too.
      KerasObject.of(PENALTY, call.config().get(PENALTY))
          .ifPresent(regularizer -> call.penalize(regularizer, output));
    }
    return output;
  }

  /** Whether results are multiplied by a gate, {@code sigmoid(query · kernel + bias)}. */
  static boolean hasGate(LayerDescription layer) {
    return layer.config().bool("use_gate", false);
  }

  /** What the heads found, gated and joined, with their scores where the call asks for them. */
  static LayerOutput result(LayerCall call, Operand query, Attended attended) {
    Operand found = attended.output();
    if (hasGate(call.layer())) {
      found = call.ops().mul(found, call.ops().math().sigmoid(project(call, "gate", query)));
    }
    Operand y = join(call, "attention_output", found);
    return new LayerOutput(
        AttentionMasks.flag(call, "return_attention_scores")
            ? List.of(y, attended.scores())
            : List.of(y),
        AttentionInputs.mask(call, 0));
  }

  private static String letters(int count) {
    return "abcdefg".substring(0, count);
  }

  /** {@code 1 / sqrt(size)}, which Keras 3 rounds to float32 before it casts it to other types. */
  static double scale(LayerCall call, int size) {
    double scale = 1 / Math.sqrt(size);
    return call.layer().isKeras2() ? scale : (float) scale;
  }

  /** Results and scores of all heads. */
  record Attended(Operand output, Operand scores) {}

  /**
   * {@code softmax(query · key / sqrt(size)) · value} for each head.
   *
   * @param query (batch, positions…, heads, size), and key and value alike
   * @param axes the axes of the positions that attend to each other
   */
  static Attended attend(
      LayerCall call,
      Operand query,
      Operand key,
      Operand value,
      @Nullable Operand mask,
      double scale,
      int... axes) {
    Ops tf = call.ops();
    int rank = query.shape().rank();
    String ofQuery = letters(rank - 2) + "nh";
    StringBuilder ofKey = new StringBuilder(ofQuery);
    StringBuilder batch = new StringBuilder(ofQuery.substring(0, rank - 1));
    StringBuilder targets = new StringBuilder();
    StringBuilder sources = new StringBuilder();
    for (int axis : axes) {
      char target = ofQuery.charAt(axis);
      char source = Character.toUpperCase(target);
      ofKey.setCharAt(axis, source);
      batch.deleteCharAt(batch.indexOf(String.valueOf(target)));
      targets.append(target);
      sources.append(source);
    }
    String ofScores = batch.toString() + targets + sources;
    Operand scaled = tf.mul(query, scale);
    Operand products = tf.einsum(ofKey + "," + ofQuery + "->" + ofScores, key, scaled);
    Operand expanded = expanded(tf, mask, products.shape().rank(), axes.length);
    Operand scores =
        isFused(call, rank)
            ? fused(tf, products, expanded)
            : softmax(call, products, expanded, axes.length);
    Operand output =
        tf.einsum(ofScores + "," + ofKey + "->" + ofQuery, dropped(call, scores), value);
    return new Attended(output, scores);
  }

  /** The mask with axes of size 1 for the heads and other axes before the positions. */
  private static @Nullable Operand expanded(
      Ops tf, @Nullable Operand mask, int rank, int positions) {
    Operand expanded = mask;
    while (expanded != null && expanded.shape().rank() < rank) {
      expanded = tf.arrays().expandDims(expanded, -2 * positions - 1);
    }
    return expanded;
  }

  /**
   * Whether Keras 3 takes its op for dot product attention, after which a position that sees
   * nothing has the mean of all values instead of zero.
   */
  private static boolean isFused(LayerCall call, int rank) {
    return !call.layer().isKeras2()
        && rank == PLAIN_RANK
        && Rates.of(call.config(), "dropout") == 0
        && !AttentionMasks.flag(call, "return_attention_scores");
  }

  private static Operand fused(Ops tf, Operand products, @Nullable Operand mask) {
    Operand wide =
        products.dtype().byteSize() == Short.BYTES ? tf.cast(products, DType.FLOAT) : products;
    Operand seen =
        mask == null ? wide : tf.math().select(mask, wide, tf.scalarLike(wide, -LARGEST));
    return tf.cast(tf.nn().softmax(seen), products.dtype());
  }

  private static Operand softmax(
      LayerCall call, Operand products, @Nullable Operand mask, int positions) {
    int rank = products.shape().rank();
    boolean robust = call.config().bool("softmax_robust_masking", false);
    return new MaskedSoftmax(call.layer().isKeras2(), robust)
        .of(call.ops(), products, mask, IntStream.range(rank - positions, rank).toArray());
  }

  private static Operand dropped(LayerCall call, Operand scores) {
    double rate = Rates.of(call.config(), "dropout");
    Ops tf = call.ops();
    return call.training() && rate > 0
        ? RandomDrop.of(
            tf.withScope("dropout"),
            scores,
            tf.arrays().shape(scores),
            rate,
            Rates.seed(call.config()))
        : scores;
  }
}
