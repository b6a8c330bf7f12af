package io.kerasport.serializers.optimizer;

import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.OptimizerFinishCall;
import io.kerasport.spi.OptimizerScalar;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An optimizer that Keras 2 up to 2.10 defines otherwise than later releases. Its configuration
 * tells which is meant: only the old ones have a {@code decay} and know nothing of moving averages.
 */
record ByGeneration(Optimizer current, Optimizer legacy) implements Optimizer {
  private Optimizer of(ObjectDescription optimizer) {
    Config config = optimizer.config();
    boolean old =
        config.bool("is_legacy_optimizer", false)
            || config.has("decay") && !config.entries().containsKey("use_ema");
    return optimizer.isKeras2() && old ? legacy : current;
  }

  @Override
  public List<String> unsupported(ObjectDescription optimizer) {
    return of(optimizer).unsupported(optimizer);
  }

  @Override
  public OptimizerFamily family(ObjectDescription optimizer) {
    return of(optimizer).family(optimizer);
  }

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return of(optimizer).defaultLearningRate(optimizer);
  }

  @Override
  public double learningRateDecay(ObjectDescription optimizer) {
    return of(optimizer).learningRateDecay(optimizer);
  }

  @Override
  public Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    return of(optimizer).weightDecay(optimizer, path, variable);
  }

  @Override
  public Map<String, Double> hyperparameters(ObjectDescription optimizer) {
    return of(optimizer).hyperparameters(optimizer);
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return of(optimizer).slots(optimizer, path, variable);
  }

  @Override
  public List<OptimizerScalar> scalars(ObjectDescription optimizer) {
    return of(optimizer).scalars(optimizer);
  }

  @Override
  public void update(OptimizerCall call) {
    of(call.description()).update(call);
  }

  @Override
  public void finish(OptimizerFinishCall call) {
    of(call.description()).finish(call);
  }
}
