package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.Arrays;
import java.util.List;

/**
 * The middle of an image. Of one that is too small for that, the largest part in the middle with
 * the ratio asked for, resized. Whether an image of unknown size is too small is seen when the
 * graph runs, by Keras 2; Keras 3 takes for granted that it is not.
 */
final class CenterCrop implements LayerSerializer {
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";

  @Override
  public Ranks ranks(LayerDescription layer) {
    return new Ranks(3, 4);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, HEIGHT);
    Sizes.positive(config, WIDTH);
    DataFormat.of(config);
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    Operand x = tf.cast(call.input(), call.layer().computeDType());
    Middle middle =
        new Middle(tf, Sizes.positive(call.config(), HEIGHT), Sizes.positive(call.config(), WIDTH));
    long givenHeight = x.shape().dim(format.firstSpatialAxis());
    long givenWidth = x.shape().dim(format.firstSpatialAxis() + 1);
    boolean known = givenHeight != Shape.UNKNOWN_DIM && givenWidth != Shape.UNKNOWN_DIM;
    if (known && givenHeight >= middle.height() && givenWidth >= middle.width()) {
      return LayerOutput.of(middle.ofKnown(x, format));
    }
    Operand images = format.toChannelsLast(tf, x);
    boolean small = isLess(givenHeight, middle.height()) || isLess(givenWidth, middle.width());
    Operand y = small ? middle.resized(images) : unknown(call, middle, images);
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }

  private static boolean isLess(long given, int wanted) {
    return given != Shape.UNKNOWN_DIM && given < wanted;
  }

  private static Operand unknown(LayerCall call, Middle middle, Operand images) {
    return call.layer().isKeras2() ? middle.orResized(images) : middle.of(images);
  }

  /**
   * The middle of images, which are in the layout NHWC unless said otherwise.
   *
   * @param height its height
   * @param width its width
   */
  private record Middle(Ops tf, int height, int width) {
    /** Of images whose size is known. */
    Operand ofKnown(Operand x, DataFormat format) {
      int axis = format.firstSpatialAxis();
      int[] begin = new int[axis + 2];
      int[] end = new int[axis + 2];
      Arrays.fill(end, ArrayOps.TO_THE_END);
      begin[axis] = Math.toIntExact((x.shape().dim(axis) - height) / 2);
      end[axis] = begin[axis] + height;
      begin[axis + 1] = Math.toIntExact((x.shape().dim(axis + 1) - width) / 2);
      end[axis + 1] = begin[axis + 1] + width;
      return tf.arrays().slice(x, begin, end);
    }

    /** Of images that have that size when the graph runs. */
    Operand of(Operand images) {
      return part(images, tf.scalar(height), tf.scalar(width));
    }

    /** Of images that may be smaller. What is as large as wanted is not changed by resizing. */
    Operand orResized(Operand images) {
      Operand givenHeight = tf.arrays().size(images, 1);
      Operand givenWidth = tf.arrays().size(images, 2);
      Operand fits =
          tf.math()
              .logicalAnd(
                  tf.math().greaterEqual(givenHeight, tf.scalar(height)),
                  tf.math().greaterEqual(givenWidth, tf.scalar(width)));
      Operand part =
          part(
              images,
              tf.minimum(givenHeight, tf.scalar(height)),
              tf.minimum(givenWidth, tf.scalar(width)));
      return tf.math().select(fits, sized(part), resized(images));
    }

    /** The largest part with the ratio of that size, in that size. */
    Operand resized(Operand images) {
      return sized(new AspectRatio(tf, height, width).cropped(images));
    }

    private Operand sized(Operand images) {
      return tf.cast(Resampling.BILINEAR.to(tf, images, height, width), images.dtype());
    }

    private Operand part(Operand images, Operand rows, Operand columns) {
      Operand top = half(tf.sub(tf.arrays().size(images, 1), rows));
      Operand left = half(tf.sub(tf.arrays().size(images, 2), columns));
      return new Window(top, left, rows, columns).of(tf, images);
    }

    private Operand half(Operand size) {
      return tf.math().floorDiv(size, tf.scalar(2));
    }
  }
}
