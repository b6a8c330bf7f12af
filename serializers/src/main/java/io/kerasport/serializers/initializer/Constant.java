package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.Initializer;
import java.util.Iterator;

/** One value everywhere, or a tensor of values written in the configuration. */
final class Constant implements Initializer {
  private static final String KEY = "value";

  private final double otherwise;

  Constant(double otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public WeightData values(TensorSpec spec, Config config, long seed) {
    if (!config.has(KEY)) {
      return Elements.stream(spec, () -> () -> otherwise);
    }
    if (config.get(KEY) instanceof Boolean flag) {
      return Elements.stream(spec, () -> () -> flag ? 1 : 0);
    }
    NumberArray numbers = NumberArray.of(config, KEY);
    if (numbers.shape().rank() == 0) {
      double everywhere = numbers.values().get(0);
      return Elements.stream(spec, () -> () -> everywhere);
    }
    if (!numbers.shape().equals(spec.shape())) {
      throw new ConfigException(
          KEY, "one number, or numbers of shape " + spec.shape(), numbers.shape());
    }
    return Elements.stream(
        spec,
        () -> {
          Iterator<Double> elements = numbers.values().iterator();
          return elements::next;
        });
  }
}
