package io.kerasport.integration.original;

import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.layer.Dense;
import io.kerasport.export.CustomObjects;
import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.spi.ModelCall;
import io.kerasport.spi.SubclassedModel;
import java.util.List;
import java.util.Map;

/** A model whose call is code: twice the sum of three numbers. */
final class Doubled implements SubclassedModel {
  static final CustomObjects CUSTOM_OBJECTS =
      CustomObjects.of(SubclassedModel.class, "acme>Doubled", new Doubled());

  @Override
  public List<Input> inputs(Config config) {
    return List.of(Input.shape(3).named("x"));
  }

  @Override
  public Map<String, Block> layers(Config config) {
    return Map.of("sum", Dense.units(1).kernelInitializer("ones"));
  }

  @Override
  public List<Operand> call(ModelCall call) {
    return List.of(call.ops().mul(call.call("sum", call.input()), 2));
  }
}
