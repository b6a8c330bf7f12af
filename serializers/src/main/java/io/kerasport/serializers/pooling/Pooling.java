package io.kerasport.serializers.pooling;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.ArrayList;
import java.util.List;

/** One value for every window of an image, channel by channel. */
final class Pooling implements LayerSerializer {
  private static final int VOLUME = 3;

  private final String op;
  private final int axes;

  /**
   * Pooling over so many spatial axes.
   *
   * @param op TensorFlow's op for images; the one for volumes is called {@code <op>3D}
   */
  Pooling(String op, int axes) {
    this.op = op;
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    window(layer.config());
    strides(layer.config());
    Padding.of(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    Operand x = format.toChannelsLast(tf, call.input());
    if (Padding.of(call.config()) == Padding.VALID) {
      Sizes.fitting(call.config(), "pool_size", window(call.config()), x.shape());
    }
    // A sequence is an image with one column.
    Operand y =
        axes == 1
            ? tf.arrays().squeeze(pool(tf, tf.arrays().expandDims(x, 2), call.config()), 2)
            : pool(tf, x, call.config());
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }

  private Operand pool(Ops tf, Operand x, Config config) {
    return tf.graph()
        .node(axes == VOLUME ? op + "3D" : op)
        .input(x)
        .attr("ksize", perAxis(window(config)))
        .attr("strides", perAxis(strides(config)))
        .attr("padding", Attr.of(Padding.of(config).name()))
        .buildOutput();
  }

  private static Attr perAxis(List<Long> spatial) {
    List<Long> all = new ArrayList<>();
    all.add(1L);
    all.addAll(spatial);
    if (spatial.size() == 1) {
      all.add(1L);
    }
    all.add(1L);
    return Attr.ints(all);
  }

  private List<Long> window(Config config) {
    return Sizes.positives(config, "pool_size", axes);
  }

  private List<Long> strides(Config config) {
    return config.has("strides") ? Sizes.positives(config, "strides", axes) : window(config);
  }
}
