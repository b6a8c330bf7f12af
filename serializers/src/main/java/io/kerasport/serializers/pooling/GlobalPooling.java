package io.kerasport.serializers.pooling;

import io.kerasport.graph.Operand;
import io.kerasport.graph.ReduceOps;
import io.kerasport.model.Config;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.List;
import java.util.stream.IntStream;

/** One value for every channel of an image. */
final class GlobalPooling implements LayerSerializer {
  private final Reduction reduction;
  private final int axes;

  /** Pooling over so many spatial axes. */
  GlobalPooling(Reduction reduction, int axes) {
    this.reduction = reduction;
    this.axes = axes;
  }

  /** A reduction over axes. */
  @FunctionalInterface
  interface Reduction {
    Operand apply(ReduceOps reduce, Operand x, boolean keepDims, int... axes);
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config config = call.config();
    int first = DataFormat.of(config).firstSpatialAxis();
    boolean keepDims = config.bool("keepdims", false);
    return LayerOutput.of(
        reduction.apply(
            call.ops().reduce(),
            call.input(),
            keepDims,
            IntStream.range(first, first + axes).toArray()));
  }
}
