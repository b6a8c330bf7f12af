package io.kerasport.integration.extending;

import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.Dense;
import io.kerasport.build.layer.Normalizing;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ModelCall;
import io.kerasport.spi.SubclassedModel;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import java.util.Map;

final class Blend implements SubclassedModel {
  @Override
  public List<Input> inputs(Config config) {
    return List.of(Input.shape(4).named("left"), Input.shape(4).named("right"));
  }

  @Override
  public Map<String, Block> layers(Config config) {
    long units = config.integer("units");
    return Map.of(
        "project", Dense.units(units).activation("tanh"),
        "head", Sequential.of(Input.shape(units)).add(Normalizing.layer(), Dense.units(1)));
  }

  @Override
  public List<WeightSpec> weights(Config config, List<TensorSpec> inputs) {
    TensorSpec spec = new TensorSpec(DType.FLOAT, Shape.of(config.integer("units")));
    return List.of(WeightSpec.trainable("share", spec).startingAt(0.25));
  }

  @Override
  public List<String> outputs(Config config) {
    return List.of("score", "blend");
  }

  @Override
  public List<Operand> call(ModelCall call) {
    Ops tf = call.ops();
    Operand left = call.call("project", call.inputs().get(0));
    Operand right = call.call("project", call.inputs().get(1));
    Operand blend = tf.add(right, tf.mul(tf.sub(left, right), call.weight("share")));
    return List.of(call.call("head", blend), blend);
  }
}
