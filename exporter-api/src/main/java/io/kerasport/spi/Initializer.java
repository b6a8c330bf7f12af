package io.kerasport.spi;

import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;

/**
 * Makes the initial values of a weight, bound by the name Keras gives the initializer. Equal
 * arguments give equal values; random ones follow the distribution of Keras, not its random bits.
 */
@FunctionalInterface
public interface Initializer {
  /**
   * The initial values.
   *
   * @param spec element type and shape of the weight
   * @param config the initializer's configuration
   * @param seed decides random values where the configuration holds no seed
   */
  WeightData values(TensorSpec spec, Config config, long seed);
}
