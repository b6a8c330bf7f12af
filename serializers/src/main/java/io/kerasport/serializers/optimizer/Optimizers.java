package io.kerasport.serializers.optimizer;

import io.kerasport.spi.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The optimizers by the class names that files use. */
public final class Optimizers {
  private static final double ADAMW_DECAY = 0.004;

  private Optimizers() {}

  /** Every optimizer under each of its names. */
  public static Map<String, Optimizer> byName() {
    Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    optimizers.put("SGD", new ByGeneration(new Sgd(), new LegacySgd()));
    optimizers.put("Adam", new ByGeneration(new Adam(0), new LegacyAdam()));
    optimizers.put("AdamW", new Adam(ADAMW_DECAY));
    optimizers.put("RMSprop", new ByGeneration(new RmsProp(), new LegacyRmsProp()));
    optimizers.put("Adagrad", new ByGeneration(new Adagrad(), new LegacyAdagrad()));
    optimizers.put("Adadelta", new ByGeneration(new Adadelta(), new LegacyAdadelta()));
    optimizers.put("Adamax", new ByGeneration(new Adamax(), new LegacyAdamax()));
    optimizers.put("Nadam", new ByGeneration(new Nadam(), new LegacyNadam()));
    optimizers.put("Ftrl", new ByGeneration(new Ftrl(), new LegacyFtrl()));
    optimizers.put("Lion", new Lion());
    optimizers.put("Lamb", new Lamb());
    optimizers.put("Adafactor", new Adafactor());
    optimizers.put("Muon", new Muon());
    optimizers.put("ScheduleFreeAdamW", new ScheduleFreeAdamW());

    optimizers.put("GradientDescentOptimizer", new TrainGradientDescent(false));
    optimizers.put("ProximalGradientDescentOptimizer", new TrainGradientDescent(true));
    optimizers.put("MomentumOptimizer", new TrainMomentum());
    optimizers.put("AdamOptimizer", new TrainAdam());
    optimizers.put("RMSPropOptimizer", new TrainRmsProp());
    optimizers.put("AdagradOptimizer", new TrainAdagrad(false));
    optimizers.put("ProximalAdagradOptimizer", new TrainAdagrad(true));
    optimizers.put("AdagradDAOptimizer", new TrainAdagradDa());
    optimizers.put("AdadeltaOptimizer", new TrainAdadelta());
    optimizers.put("FtrlOptimizer", new TrainFtrl());
    return optimizers;
  }
}
