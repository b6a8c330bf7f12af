package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/** A matrix with {@code gain} on its diagonal and zero elsewhere. */
final class Identity implements Initializer {
  @Override
  public WeightData values(TensorSpec spec, Config config, long seed) {
    if (spec.shape().rank() != 2) {
      throw new ConfigException("initializer", "one for any shape", "Identity for " + spec);
    }
    double gain = config.number("gain", 1);
    long columns = spec.shape().dim(1);
    return Elements.stream(
        spec,
        () -> {
          PrimitiveIterator.OfLong index = LongStream.range(0, spec.shape().elements()).iterator();
          return () -> {
            long i = index.nextLong();
            return i / columns == i % columns ? gain : 0;
          };
        });
  }
}
