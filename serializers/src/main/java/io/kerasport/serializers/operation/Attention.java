package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;

/**
 * Attention of queries to keys: of shapes (batch, queries, heads, channels) and (batch, keys,
 * heads, channels). Scores and their softmax are computed in float32 at least.
 */
final class Attention {
  private static final double MASKED = -0.7 * 3.38953e38;

  private Attention() {}

  static Operand of(OperationCall call) {
    Ops tf = call.tf();
    List<Operand> inputs = call.together("query", "key", "value");
    Operand query = inputs.get(0);
    Operand key = inputs.get(1);
    if (query.shape().rank() != 4 || key.shape().rank() != 4) {
      throw call.refused("attends from " + query.shape() + " to " + key.shape());
    }
    if (query.shape().dim(2) != key.shape().dim(2)) {
      throw call.refused("attends with another number of heads for keys than for queries");
    }
    if (call.arguments().has("attn_logits_soft_cap")) {
      throw call.refused("bounds scores by `attn_logits_soft_cap`");
    }
    Operand scores = Equations.einsum(tf, "BTNH,BSNH->BNTS", List.of(query, key));
    scores = tf.cast(scores, Promotion.of(query.dtype(), DType.FLOAT));
    scores = tf.mul(scores, scale(call, key, scores.dtype()));
    if (call.arguments().has("bias")) {
      scores = tf.add(scores, call.tensor("bias", scores.dtype()));
    }
    Operand weights = tf.cast(tf.nn().softmax(masked(call, scores)), key.dtype());
    return Equations.einsum(tf, "BNTS,BSNH->BTNH", List.of(weights, inputs.get(2)));
  }

  private static Operand scale(OperationCall call, Operand key, DType dtype) {
    if (call.arguments().has("scale")) {
      return call.tensor("scale", dtype);
    }
    return call.tf().rsqrt(call.tf().cast(call.tf().arrays().size(key, 3), dtype));
  }

  private static Operand masked(OperationCall call, Operand scores) {
    Ops tf = call.tf();
    Operand masked = scores;
    if (call.arguments().has("mask")) {
      masked = only(tf, call.tensor("mask", DType.BOOL), masked);
    }
    if (call.arguments().bool("is_causal", false)) {
      Operand sizes = tf.arrays().shape(scores, 2, 4);
      Operand all = tf.arrays().fill(sizes, tf.constant(truth()));
      masked = only(tf, Arrangements.band(tf, all, -1, 0), masked);
    }
    return masked;
  }

  private static TensorValue truth() {
    return TensorValue.ofNumbers(DType.BOOL, Shape.scalar(), 1);
  }

  private static Operand only(Ops tf, Operand mask, Operand scores) {
    return tf.math().select(mask, scores, tf.scalarLike(scores, MASKED));
  }
}
