package io.kerasport.serializers.initializer;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * A random matrix with orthonormal columns, or rows if there are fewer of them, times {@code gain}.
 * Axes before the last one count as rows.
 *
 * <p>The matrix comes whole from the orthogonalization of random normal columns, so it is held in
 * memory while it is written.
 */
final class Orthogonal implements Initializer {
  /** Half a gigabyte of working memory. */
  private static final long MAX_ELEMENTS = 1 << 26;

  @Override
  public WeightData values(TensorSpec spec, Config config, long seed) {
    Shape shape = spec.shape();
    if (shape.rank() < 2) {
      throw new ConfigException("initializer", "one for any shape", "Orthogonal for " + spec);
    }
    if (shape.elements() > MAX_ELEMENTS) {
      throw new ConfigException(
          "initializer", "one that needs no matrix in memory", "Orthogonal for " + spec);
    }
    int columns = (int) shape.dim(-1);
    int rows = (int) shape.slice(0, shape.rank() - 1).elements();
    double gain = config.number("gain", 1);
    long start = RandomInitializer.seed(config, seed);
    return Elements.stream(
        spec,
        () -> {
          boolean tall = rows >= columns;
          double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), start);
          PrimitiveIterator.OfInt index = IntStream.range(0, rows * columns).iterator();
          return () -> {
            int i = index.nextInt();
            int row = i / columns;
            int column = i % columns;
            return gain * (tall ? vectors[column][row] : vectors[row][column]);
          };
        });
  }

  /**
   * Vectors of length 1, each orthogonal to the others, every rotation of them as likely: random
   * normal vectors through the modified Gram-Schmidt process.
   */
  private static double[][] orthonormal(int count, int length, long seed) {
    RandomNumbers random = new RandomNumbers(seed);
    double[][] vectors = new double[count][length];
    for (int k = 0; k < count; k++) {
      double[] vector = vectors[k];
      for (int i = 0; i < length; i++) {
        vector[i] = random.normal();
      }
      for (int j = 0; j < k; j++) {
        subtract(vector, vectors[j], dot(vector, vectors[j]));
      }
      scale(vector, 1 / Math.sqrt(dot(vector, vector)));
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] vector, double[] other, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= factor * other[i];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
