package io.kerasport.serializers.preprocessing;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.List;

/**
 * The range from which a random layer draws.
 *
 * @param low the least number
 * @param high what all numbers stay below
 */
record Factor(double low, double high) {

  /**
   * A pair of numbers, or one that stands for itself and its negative.
   *
   * @param least the least number that Keras takes
   * @param most the largest one
   * @throws ConfigException if it is neither, or out of these bounds
   */
  static Factor of(Config config, String key, double least, double most) {
    List<Double> numbers = numbers(config, key);
    for (double number : numbers) {
      if (!(number >= least && number <= most)) {
        throw new ConfigException(key, "between " + least + " and " + most, config.get(key));
      }
    }
    return range(numbers, -Double.MAX_VALUE);
  }

  /** The same as Keras 3 takes it where only ranges beyond the bounds are refused. */
  static Factor overlapping(Config config, String key, double least, double most) {
    List<Double> numbers = numbers(config, key);
    boolean beyond = numbers.get(0) > most || numbers.get(numbers.size() - 1) < least;
    if (beyond || numbers.size() == 1 && numbers.get(0) < least) {
      throw new ConfigException(key, "between " + least + " and " + most, config.get(key));
    }
    return range(numbers, least);
  }

  /** The range of Keras 2, which does not sort a pair. */
  static Factor ascending(Config config, String key, double least, double most) {
    Factor range = of(config, key, least, most);
    List<Double> numbers = numbers(config, key);
    double first = numbers.get(0);
    if (numbers.size() == 1 ? first < 0 : first > numbers.get(1)) {
      throw new ConfigException(key, "a range from low to high", config.get(key));
    }
    return range;
  }

  private static List<Double> numbers(Config config, String key) {
    List<Double> numbers = config.numbers(key);
    if (numbers.isEmpty() || numbers.size() > 2) {
      throw new ConfigException(key, "a number, or two", config.get(key));
    }
    return numbers;
  }

  private static Factor range(List<Double> numbers, double least) {
    if (numbers.size() == 1) {
      double size = Math.abs(numbers.get(0));
      return new Factor(Math.max(-size, least), size);
    }
    return new Factor(
        Math.min(numbers.get(0), numbers.get(1)), Math.max(numbers.get(0), numbers.get(1)));
  }

  /** This range around another middle. */
  Factor plus(double middle) {
    return new Factor(low + middle, high + middle);
  }

  /** This range in another unit. */
  Factor times(double unit) {
    return new Factor(low * unit, high * unit);
  }
}
