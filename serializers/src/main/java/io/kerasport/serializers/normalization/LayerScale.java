package io.kerasport.serializers.normalization;

import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** {@code gamma · x} over the last axis, a layer of Keras' own ConvNeXt. */
final class LayerScale implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Sizes.positive(layer.config(), "projection_dim");
    layer.config().number("init_values");
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Shape shape = Shape.of(Sizes.positive(layer.config(), "projection_dim"));
    return List.of(
        WeightSpec.trainable("gamma", new TensorSpec(layer.variableDType(), shape))
            .alsoStoredAs("variable")
            .startingAt(layer.config().number("init_values")));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.of(call.ops().mul(call.input(), call.weight("gamma")));
  }
}
