package io.kerasport.serializers.initializer;

/**
 * A sequence of random numbers that is the same on every machine: SplitMix64 (Steele, Lea, Flood:
 * Fast splittable pseudorandom number generators, 2014).
 */
final class RandomNumbers {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double TRUNCATION = 2;

  private long state;
  private double spare = Double.NaN;

  RandomNumbers(long seed) {
    // Mixed, so that neighbouring seeds do not give shifted copies of one sequence.
    state = mix(seed + GOLDEN_GAMMA);
  }

  /** Uniform, at least 0 and less than 1. */
  double uniform() {
    state += GOLDEN_GAMMA;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  /** Normal with mean 0 and standard deviation 1 (Box and Muller). */
  double normal() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    double angle = 2 * Math.PI * uniform();
    spare = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  /** Normal, but never further than two standard deviations from the mean. */
  double truncatedNormal() {
    double value = normal();
    while (Math.abs(value) > TRUNCATION) {
      value = normal();
    }
    return value;
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
