package io.kerasport.serializers.preprocessing;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Rates;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.List;

/**
 * Images changed at random in training, and left as they are else.
 *
 * @param change the change
 */
record RandomImages(Change change) implements LayerSerializer {

  /** What happens to images in training. */
  interface Change {
    /**
     * Checks the configuration.
     *
     * @throws io.kerasport.model.ConfigException if Keras would refuse it
     */
    void check(LayerDescription layer);

    /** The ranks that Keras 2 takes; Keras 3 does not ask. */
    default Ranks ranks() {
      return new Ranks(3, 4);
    }

    /** Adds the ops of the change; images are in the layout NHWC. */
    Operand of(Draw draw, Operand images);
  }

  /**
   * Draws random numbers for one call of a layer.
   *
   * @param call the call
   */
  record Draw(LayerCall call) {
    Ops tf() {
      return call.ops();
    }

    Config config() {
      return call.config();
    }

    LayerDescription layer() {
      return call.layer();
    }

    /**
     * A float32 number for each sample, of shape (batch, 1, …).
     *
     * @param which counts the draws of a call, whose sequences of numbers differ
     * @param rank the rank of the tensor
     */
    Operand forEach(Operand images, Factor range, int which, int rank) {
      Operand[] sizes = new Operand[rank];
      for (int axis = 0; axis < rank; axis++) {
        sizes[axis] = axis == 0 ? tf().arrays().size(images, 0) : tf().scalar(1);
      }
      return uniform(tf().arrays().pack(List.of(sizes), 0), range, which);
    }

    /** One number for all samples. */
    Operand once(Factor range, int which) {
      return uniform(tf().ints(), range, which);
    }

    private Operand uniform(Operand shape, Factor range, int which) {
      long seed = Rates.seed(config());
      Operand number = tf().random().uniform(shape, DType.FLOAT, seed == 0 ? 0 : seed + which);
      return tf().add(tf().mul(number, range.high() - range.low()), range.low());
    }
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return layer.isKeras2() ? change.ranks() : Ranks.ANY;
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    DataFormat.of(layer.config());
    change.check(layer);
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = tf.cast(call.input(), call.layer().computeDType());
    if (!call.training()) {
      return LayerOutput.of(x);
    }
    if (x.shape().rank() != 4) {
      throw new UnsupportedModelException(
          "A random layer of images cannot change its input",
          List.of(
              new Problem(
                  "it takes images of shape (batch, height, width, channels), not " + x.shape(),
                  "layer " + call.layer().name())),
          "");
    }
    DataFormat format = DataFormat.of(call.config());
    Operand changed = change.of(new Draw(call), format.toChannelsLast(tf, x));
    Operand y = format.fromChannelsLast(tf, tf.cast(changed, x.dtype()));
    return LayerOutput.of(y);
  }
}
