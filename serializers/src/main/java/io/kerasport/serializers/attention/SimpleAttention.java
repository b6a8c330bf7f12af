package io.kerasport.serializers.attention;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.Rates;
import io.kerasport.serializers.regularization.RandomDrop;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention on a list of query, value and perhaps key, without heads. */
abstract class SimpleAttention implements LayerSerializer {
  private static final double HIDDEN = 1e9;
  private static final double HIDDEN_IN_HALF = 65504;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Rates.of(layer.config(), "dropout");
    return List.of();
  }

  /** How much each position of the query attends to each of the key. */
  abstract Operand scores(LayerCall call, Operand query, Operand key);

  /** {@code query + key} for every position of each. */
  static Operand everyPair(Ops tf, Operand query, Operand key) {
    return tf.add(tf.arrays().expandDims(query, -2), tf.arrays().expandDims(key, -3));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    List<Operand> inputs = call.inputs();
    if (inputs.size() < 2 || inputs.size() > 3) {
      throw new UnsupportedModelException(
          "Attention takes a query, a value and perhaps a key",
          List.of(
              new Problem(
                  "the layer is called with " + inputs.size() + " tensors",
                  "layer " + call.layer().name())),
          "");
    }
    Ops tf = call.ops();
    Operand query = inputs.get(0);
    Operand value = inputs.get(1);
    Operand scores = scores(call, query, inputs.get(inputs.size() - 1));
    AttentionMasks masks = new AttentionMasks(tf).source(call.mask(1));
    if (isCausal(call)) {
      masks.causal(scores, -2, scores, -1);
    }
    Operand weights = tf.nn().softmax(hidden(call, scores, masks.mask()));
    Operand y = tf.einsum("bqk,bkd->bqd", dropped(call, weights), value);
    Operand queryMask = call.mask(0);
    if (queryMask != null) {
      y = cleared(call, y, tf.arrays().expandDims(queryMask, -1));
    }
    return new LayerOutput(
        AttentionMasks.flag(call, "return_attention_scores") ? List.of(y, weights) : List.of(y),
        queryMask);
  }

  private static boolean isCausal(LayerCall call) {
    return AttentionMasks.flag(call, "use_causal_mask") || call.config().bool("causal", false);
  }

  private static Operand hidden(LayerCall call, Operand scores, @Nullable Operand mask) {
    if (mask == null) {
      return scores;
    }
    Ops tf = call.ops();
    double lowered = scores.dtype() == DType.HALF ? HIDDEN_IN_HALF : HIDDEN;
    Operand hides = tf.cast(tf.math().logicalNot(mask), scores.dtype());
    return tf.sub(scores, tf.mul(hides, lowered));
  }

  private static Operand dropped(LayerCall call, Operand weights) {
    double rate = Rates.of(call.config(), "dropout");
    Ops tf = call.ops();
    return call.training() && rate > 0
        ? RandomDrop.of(
            tf.withScope("dropout"),
            weights,
            tf.arrays().shape(weights),
            rate,
            Rates.seed(call.config()))
        : weights;
  }

  /** Keras 2 multiplies, which shows where a masked element is no finite number. */
  private static Operand cleared(LayerCall call, Operand y, Operand mask) {
    Ops tf = call.ops();
    return call.layer().isKeras2()
        ? tf.mul(y, tf.cast(mask, y.dtype()))
        : tf.math().select(mask, y, tf.scalarLike(y, 0));
  }
}
