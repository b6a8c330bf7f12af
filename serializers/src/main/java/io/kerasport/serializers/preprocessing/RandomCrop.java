package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * In training the same part of all images of a batch, at a random place. Images that are not large
 * enough for that are resized. Outside of training Keras 3 leaves images as they are; Keras 2 crops
 * their middle to the ratio asked for and resizes that.
 */
final class RandomCrop implements LayerSerializer {
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Sizes.positive(layer.config(), HEIGHT);
    Sizes.positive(layer.config(), WIDTH);
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DType type = call.layer().computeDType();
    DataFormat format = DataFormat.of(call.config());
    Operand x = format.toChannelsLast(tf, tf.cast(call.input(), type));
    boolean keras2 = call.layer().isKeras2();
    if (!call.training()) {
      return keras2 ? LayerOutput.of(middle(call, x)) : LayerOutput.of(tf.cast(call.input(), type));
    }
    Operand y = keras2 ? keras2(call, x) : keras3(call, x);
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }

  private static int size(LayerCall call, String key) {
    return Sizes.positive(call.config(), key);
  }

  private static Operand keras2(LayerCall call, Operand x) {
    long down = Sizes.known(call.layer(), x.shape(), 1) - size(call, HEIGHT);
    long right = Sizes.known(call.layer(), x.shape(), 2) - size(call, WIDTH);
    return down >= 0 && right >= 0 ? part(call, x, down, right) : middle(call, x);
  }

  private static Operand keras3(LayerCall call, Operand x) {
    int height = size(call, HEIGHT);
    int width = size(call, WIDTH);
    int givenHeight = Math.toIntExact(Sizes.known(call.layer(), x.shape(), 1));
    int givenWidth = Math.toIntExact(Sizes.known(call.layer(), x.shape(), 2));
    if (givenHeight > height && givenWidth > width) {
      return part(call, x, givenHeight - height, givenWidth - width);
    }
    int top = start(givenHeight, (long) givenWidth * height / width);
    int left = start(givenWidth, (long) givenHeight * width / height);
    Ops tf = call.ops();
    Operand cut =
        tf.arrays()
            .slice(
                x,
                new int[] {0, top, left, 0},
                new int[] {ArrayOps.TO_THE_END, top + height, left + width, ArrayOps.TO_THE_END});
    boolean fits = cut.shape().dim(1) == height && cut.shape().dim(2) == width;
    return fits ? cut : resized(call, cut);
  }

  /** Where a part in the middle begins. */
  private static int start(int given, long wanted) {
    return (int) (given - Math.max(Math.min(given, wanted), 1)) / 2;
  }

  /** A part at a random place, the same for the whole batch. */
  private static Operand part(LayerCall call, Operand x, long down, long right) {
    Ops tf = call.ops();
    RandomImages.Draw draw = new RandomImages.Draw(call);
    Operand top = tf.cast(draw.once(new Factor(0, down + 1.0), 0), DType.INT32);
    Operand left = tf.cast(draw.once(new Factor(0, right + 1.0), 1), DType.INT32);
    Operand rows = tf.scalar(size(call, HEIGHT));
    return new Window(top, left, rows, tf.scalar(size(call, WIDTH))).of(tf, x);
  }

  private static Operand middle(LayerCall call, Operand x) {
    int height = size(call, HEIGHT);
    int width = size(call, WIDTH);
    return resized(call, new AspectRatio(call.ops(), height, width).cropped(x));
  }

  private static Operand resized(LayerCall call, Operand x) {
    Ops tf = call.ops();
    Operand resized = Resampling.BILINEAR.to(tf, x, size(call, HEIGHT), size(call, WIDTH));
    return tf.cast(resized, call.layer().computeDType());
  }
}
