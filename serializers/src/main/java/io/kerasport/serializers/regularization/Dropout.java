package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.List;

/**
 * In training, zero with probability {@code rate} and {@code x / (1 - rate)} otherwise; the
 * identity else.
 */
final class Dropout implements LayerSerializer {
  private final Noise.NoiseShape noiseShape;
  private final Ranks ranks;

  private Dropout(Noise.NoiseShape noiseShape, Ranks ranks) {
    this.noiseShape = noiseShape;
    this.ranks = ranks;
  }

  static Dropout ofElements() {
    return new Dropout(Noise::configured, Ranks.ANY);
  }

  /** Drops whole channels of tensors with so many axes between the batch and them. */
  static Dropout ofChannels(int axes) {
    return new Dropout(Noise::ofChannels, Ranks.of(axes + 2));
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return ranks;
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Noise.rate(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double rate = Noise.rate(call.config());
    Operand x = call.input();
    return LayerOutput.passingMask(
        call, call.training() && rate > 0 ? dropped(call.ops(), x, rate, call.config()) : x);
  }

  private Operand dropped(Ops root, Operand x, double rate, Config config) {
    Ops tf = root.withScope("dropout");
    return rate == 1
        ? tf.zerosLike(x)
        : RandomDrop.of(tf, x, noiseShape.of(tf, x, config), rate, Noise.seed(config));
  }
}
