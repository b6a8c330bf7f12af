package io.kerasport.serializers.config;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerDescription;
import java.util.Collections;
import java.util.List;

/** Sizes in configurations and shapes, checked before anything is made of them. */
public final class Sizes {
  private Sizes() {}

  /**
   * A size that must be in the configuration.
   *
   * @throws ConfigException if it is absent, not positive, or larger than TensorFlow's int32
   */
  public static int positive(Config config, String key) {
    return checked(config, key, config.integer(key));
  }

  /**
   * A size, or what it is if absent.
   *
   * @throws ConfigException if it is not positive, or larger than TensorFlow's int32
   */
  public static int positive(Config config, String key, int otherwise) {
    return config.has(key) ? positive(config, key) : otherwise;
  }

  /**
   * Sizes for height and width; a single one counts for both.
   *
   * @throws ConfigException if they are absent, not positive, or larger than TensorFlow's int32
   */
  public static List<Long> positivePair(Config config, String key) {
    List<Long> pair = config.integers(key, 2);
    pair.forEach(size -> checked(config, key, size));
    return pair;
  }

  /**
   * Sizes for each spatial axis; a single one counts for all.
   *
   * @throws ConfigException if they are absent, not positive, or larger than TensorFlow's int32
   */
  public static List<Long> positives(Config config, String key, int axes) {
    List<Long> sizes = config.integers(key, axes);
    sizes.forEach(size -> checked(config, key, size));
    return sizes;
  }

  /** Sizes for each spatial axis, or what all are if absent. */
  public static List<Long> positives(Config config, String key, int axes, long otherwise) {
    return config.has(key) ? positives(config, key, axes) : Collections.nCopies(axes, otherwise);
  }

  /** Sizes for height and width, or what both are if absent. */
  public static List<Long> positivePair(Config config, String key, long otherwise) {
    return config.has(key) ? positivePair(config, key) : List.of(otherwise, otherwise);
  }

  private static int checked(Config config, String key, long size) {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new ConfigException(key, "positive and below 2^31", config.get(key));
    }
    return (int) size;
  }

  /**
   * The axes an entry names, counted from the front.
   *
   * @throws ConfigException if a tensor of the rank has no such axis
   */
  public static int[] axes(Config config, String key, int rank) {
    return config.integers(key).stream().mapToInt(axis -> axis(config, key, axis, rank)).toArray();
  }

  private static int axis(Config config, String key, long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new ConfigException(key, "between " + -rank + " and " + (rank - 1), config.get(key));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /**
   * Checks that a window lies inside of images, as far as their sizes are known.
   *
   * @param key the entry that gives the window's size
   * @param extents how far the window reaches along each spatial axis
   * @param images their shape, channels last
   * @throws ConfigException if the window is larger
   */
  public static void fitting(Config config, String key, List<Long> extents, Shape images) {
    for (int i = 0; i < extents.size(); i++) {
      long size = images.dim(i + 1);
      if (size != Shape.UNKNOWN_DIM && extents.get(i) > size) {
        throw new ConfigException(
            key, "at most " + size + " along axis " + i + " of the image", config.get(key));
      }
    }
  }

  /**
   * The size along an axis.
   *
   * @throws UnsupportedModelException if the input's shape leaves it open, or has no such axis
   */
  public static long known(LayerDescription layer, Shape input, int axis) {
    boolean exists = input.hasRank() && axis < input.rank() && -axis <= input.rank();
    long size = exists ? input.dim(axis) : Shape.UNKNOWN_DIM;
    if (size == Shape.UNKNOWN_DIM) {
      throw new UnsupportedModelException(
          "A layer needs a size that the shape of its input leaves open",
          List.of(
              new Problem(
                  "axis " + axis + " of the input must be known, but the input's shape is " + input,
                  "layer " + layer.name())),
          "Give the model's input a shape with that size.");
    }
    return size;
  }
}
