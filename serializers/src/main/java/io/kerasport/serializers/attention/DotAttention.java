package io.kerasport.serializers.attention;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code softmax(scores) · value} with {@code scores = scale · query · key}, or in the mode {@code
 * concat} {@code weight · sum(tanh(scale · (query + key)))}.
 */
final class DotAttention extends SimpleAttention implements LayerSerializer {
  private static final String MODE = "score_mode";
  private static final String CONCAT_WEIGHT = "concat_score_weight";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    isConcat(layer);
    return super.unsupported(layer);
  }

  private static boolean isConcat(LayerDescription layer) {
    return switch (layer.config().string(MODE, "dot")) {
      case "dot" -> false;
      case "concat" -> true;
      default -> throw new ConfigException(MODE, "\"dot\" or \"concat\"", layer.config().get(MODE));
    };
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    TensorSpec scalar = new TensorSpec(layer.variableDType(), Shape.scalar());
    List<WeightSpec> weights = new ArrayList<>();
    if (hasScale(layer)) {
      weights.add(WeightSpec.trainable("scale", scalar).startingAt(1));
    }
    if (isConcat(layer)) {
      weights.add(WeightSpec.trainable(CONCAT_WEIGHT, scalar).startingAt(1));
    }
    return weights;
  }

  private static boolean hasScale(LayerDescription layer) {
    return layer.config().bool("use_scale", false);
  }

  @Override
  Operand scores(LayerCall call, Operand query, Operand key) {
    Ops tf = call.ops();
    if (!isConcat(call.layer())) {
      Operand products = tf.einsum("bqd,bkd->bqk", query, key);
      return hasScale(call.layer()) ? tf.mul(products, call.weight("scale")) : products;
    }
    Operand sums = everyPair(tf, query, key);
    Operand scaled = hasScale(call.layer()) ? tf.mul(sums, call.weight("scale")) : sums;
    return tf.mul(tf.reduce().sum(tf.math().tanh(scaled), false, -1), call.weight(CONCAT_WEIGHT));
  }
}
