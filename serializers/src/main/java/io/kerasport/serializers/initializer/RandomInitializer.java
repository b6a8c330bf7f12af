package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;

/** Elements drawn independently from one distribution. */
final class RandomInitializer implements Initializer {
  private final Distribution distribution;

  RandomInitializer(Distribution distribution) {
    this.distribution = distribution;
  }

  /** A distribution with its parameters found. */
  @FunctionalInterface
  interface Distribution {
    Draw of(Config config, Shape shape);
  }

  /** Draws one element. */
  @FunctionalInterface
  interface Draw {
    double from(RandomNumbers random);
  }

  static RandomInitializer normal() {
    return new RandomInitializer((config, shape) -> scaled(config, RandomNumbers::normal));
  }

  static RandomInitializer truncatedNormal() {
    return new RandomInitializer((config, shape) -> scaled(config, RandomNumbers::truncatedNormal));
  }

  static RandomInitializer uniform() {
    return new RandomInitializer(
        (config, shape) -> uniform(config.number("minval", -0.05), config.number("maxval", 0.05)));
  }

  static Draw uniform(double low, double high) {
    return random -> low + (high - low) * random.uniform();
  }

  private static Draw scaled(Config config, Draw standard) {
    double mean = config.number("mean", 0);
    double deviation = config.number("stddev", 0.05);
    return random -> mean + deviation * standard.from(random);
  }

  @Override
  public WeightData values(TensorSpec spec, Config config, long seed) {
    Draw draw = distribution.of(config, spec.shape());
    long start = seed(config, seed);
    return Elements.stream(
        spec,
        () -> {
          RandomNumbers random = new RandomNumbers(start);
          return () -> draw.from(random);
        });
  }

  /** The configured seed, which may be inside a seed generator; else the given one. */
  static long seed(Config config, long otherwise) {
    Object seed = config.get("seed");
    if (seed instanceof Config generator && generator.get("config") instanceof Config inner) {
      seed = inner.get("seed");
    }
    return seed instanceof Long fixed ? fixed : otherwise;
  }
}
