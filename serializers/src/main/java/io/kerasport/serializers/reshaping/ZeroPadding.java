package io.kerasport.serializers.reshaping;

import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.Arrays;
import java.util.List;

/** An image with zeros around it. */
final class ZeroPadding implements LayerSerializer {
  private final int axes;

  /** Padding of so many spatial axes. */
  ZeroPadding(int axes) {
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    borders(layer);
    DataFormat.of(layer.config());
    return List.of();
  }

  private Borders borders(LayerDescription layer) {
    return Borders.of(layer.config(), "padding", axes, 1);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    int first = DataFormat.of(call.config()).firstSpatialAxis();
    int[][] paddings = new int[axes + 2][];
    Arrays.fill(paddings, new int[] {0, 0});
    System.arraycopy(borders(call.layer()).amounts(), 0, paddings, first, axes);
    return LayerOutput.of(call.ops().arrays().pad(call.input(), paddings));
  }
}
