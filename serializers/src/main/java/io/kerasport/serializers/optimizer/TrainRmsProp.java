package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.ArrayList;
import java.util.List;

/** {@code v = ρ·v + (1 − ρ)g²} from ones, {@code m = μ·m + lr·g / √(v + ε); w −= m}. */
final class TrainRmsProp extends TrainOptimizer {

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot("rms", variable, 1, 0));
    if (optimizer.config().bool("centered", false)) {
      slots.add(Slot.zeros("mg", variable));
    }
    slots.add(Slot.zeros("momentum", variable));
    return slots;
  }

  @Override
  public void update(OptimizerCall call) {
    boolean centered = call.config().bool("centered", false);
    FusedUpdate.of(call, centered ? "ResourceApplyCenteredRMSProp" : "ResourceApplyRMSProp")
        .slots(centered ? new String[] {"mg", "rms", "momentum"} : new String[] {"rms", "momentum"})
        .learningRate()
        .value(call.config().number("decay", 0.9))
        .value(call.config().number("momentum", 0))
        .value(call.config().number("epsilon", 1e-10))
        .gradient()
        .add();
  }
}
