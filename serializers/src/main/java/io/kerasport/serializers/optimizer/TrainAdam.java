package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFinishCall;
import io.kerasport.spi.OptimizerScalar;
import io.kerasport.spi.Slot;
import java.util.List;

/** Adam with the powers of its betas as variables; see {@link Adam} for the formula. */
final class TrainAdam extends TrainOptimizer {
  private static double beta1(Config config) {
    return config.number("beta1", 0.9);
  }

  private static double beta2(Config config) {
    return config.number("beta2", 0.999);
  }

  @Override
  public List<OptimizerScalar> scalars(ObjectDescription optimizer) {
    Config config = optimizer.config();
    return List.of(
        new OptimizerScalar(
            "beta1_power", TensorValue.ofFloats(Shape.scalar(), (float) beta1(config)), true),
        new OptimizerScalar(
            "beta2_power", TensorValue.ofFloats(Shape.scalar(), (float) beta2(config)), true));
  }

  @Override
  public void finish(OptimizerFinishCall call) {
    Operand beta1 = call.scalar("beta1_power", DType.FLOAT);
    Operand beta2 = call.scalar("beta2_power", DType.FLOAT);
    call.assignScalar("beta1_power", call.ops().mul(beta1, beta1(call.config())));
    call.assignScalar("beta2_power", call.ops().mul(beta2, beta2(call.config())));
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("m", variable), Slot.zeros("v", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdam")
        .slots("m", "v")
        .value(call.scalar("beta1_power", call.dtype()))
        .value(call.scalar("beta2_power", call.dtype()))
        .learningRate()
        .value(beta1(call.config()))
        .value(beta2(call.config()))
        .value(call.config().number("epsilon", 1e-8))
        .gradient()
        .add();
  }
}
