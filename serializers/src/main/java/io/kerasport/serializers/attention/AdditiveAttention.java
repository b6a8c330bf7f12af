package io.kerasport.serializers.attention;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** {@code softmax(scores) · value} with {@code scores = sum(scale · tanh(query + key))}. */
final class AdditiveAttention extends SimpleAttention implements LayerSerializer {
  private static final String SCALE = "scale";

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    if (!hasScale(layer)) {
      return List.of();
    }
    TensorSpec wide = inputs.get(layer.isKeras2() ? inputs.size() - 1 : 0);
    long features = Sizes.known(layer, wide.shape(), -1);
    TensorSpec spec = new TensorSpec(layer.variableDType(), Shape.of(features));
    return List.of(WeightSpec.trainable(SCALE, spec));
  }

  private static boolean hasScale(LayerDescription layer) {
    return layer.config().bool("use_scale", true);
  }

  @Override
  Operand scores(LayerCall call, Operand query, Operand key) {
    Ops tf = call.ops();
    Operand scores = tf.math().tanh(everyPair(tf, query, key));
    Operand scaled = hasScale(call.layer()) ? tf.mul(scores, call.weight(SCALE)) : scores;
    return tf.reduce().sum(scaled, false, -1);
  }
}
