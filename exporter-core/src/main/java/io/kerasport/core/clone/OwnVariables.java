package io.kerasport.core.clone;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.SubclassedModel;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** The layer that holds the variables of a model whose calls are code. Nobody calls it. */
record OwnVariables(SubclassedModel code) implements LayerSerializer {
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    return code.weights(layer.config(), inputs);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    throw new IllegalStateException("the variables of a model are called");
  }
}
