package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.Locale;

/**
 * Random values whose variance is {@code scale / n}, where {@code n} is the number of a weight's
 * input units, output units, or their mean.
 */
final class VarianceScaling implements RandomInitializer.Distribution {
  /** The standard deviation of the standard normal distribution truncated at -2 and 2. */
  private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

  private final Config defaults;

  private VarianceScaling(Config defaults) {
    this.defaults = defaults;
  }

  /** Takes scale, mode and distribution from the configuration. */
  static RandomInitializer configured() {
    return fixed(1, "fan_in", "truncated_normal");
  }

  /** Has its own scale, mode and distribution. */
  static RandomInitializer fixed(double scale, String mode, String distribution) {
    return new RandomInitializer(
        new VarianceScaling(
            Config.empty()
                .with("scale", scale)
                .with("mode", mode)
                .with("distribution", distribution)));
  }

  @Override
  public RandomInitializer.Draw of(Config config, Shape shape) {
    double scale = config.number("scale", defaults.number("scale"));
    double variance = scale / Math.max(1, units(config, shape));
    String distribution =
        config.string("distribution", defaults.string("distribution")).toLowerCase(Locale.ROOT);
    return switch (distribution) {
      case "truncated_normal", "normal" -> {
        double deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
        yield random -> deviation * random.truncatedNormal();
      }
      case "untruncated_normal" -> {
        double deviation = Math.sqrt(variance);
        yield random -> deviation * random.normal();
      }
      case "uniform" -> {
        double limit = Math.sqrt(3 * variance);
        yield RandomInitializer.uniform(-limit, limit);
      }
      default -> throw new ConfigException("distribution", "a known distribution", distribution);
    };
  }

  private double units(Config config, Shape shape) {
    String mode = config.string("mode", defaults.string("mode"));
    Fans fans = Fans.of(config, shape);
    return switch (mode) {
      case "fan_in" -> fans.in();
      case "fan_out" -> fans.out();
      case "fan_avg" -> (fans.in() + fans.out()) / 2;
      default -> throw new ConfigException("mode", "fan_in, fan_out or fan_avg", mode);
    };
  }

  /** How many input and output units a weight connects. */
  private record Fans(double in, double out) {
    static Fans of(Config config, Shape shape) {
      if (config.has("input_axes") && config.has("output_axes")) {
        return new Fans(
            product(shape, config.integers("input_axes")),
            product(shape, config.integers("output_axes")));
      }
      return switch (shape.rank()) {
        case 0 -> new Fans(1, 1);
        case 1 -> new Fans(shape.dim(0), shape.dim(0));
        default -> {
          double field = shape.slice(0, shape.rank() - 2).elements();
          yield new Fans(field * shape.dim(-2), field * shape.dim(-1));
        }
      };
    }

    private static double product(Shape shape, List<Long> axes) {
      return axes.stream()
          .mapToDouble(axis -> shape.dim(Math.toIntExact(axis)))
          .reduce(1, (a, b) -> a * b);
    }
  }
}
