package io.kerasport.serializers.reshaping;

import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** An image with rows and columns of zeros around it. */
final class ZeroPadding2D implements LayerSerializer {
  private static final int[] NONE = {0, 0};

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Borders.of(layer.config(), "padding");
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Borders borders = Borders.of(call.config(), "padding");
    int[] height = {borders.top(), borders.bottom()};
    int[] width = {borders.left(), borders.right()};
    int[][] paddings =
        switch (DataFormat.of(call.config())) {
          case CHANNELS_LAST -> new int[][] {NONE, height, width, NONE};
          case CHANNELS_FIRST -> new int[][] {NONE, NONE, height, width};
        };
    return LayerOutput.of(call.ops().arrays().pad(call.input(), paddings));
  }
}
