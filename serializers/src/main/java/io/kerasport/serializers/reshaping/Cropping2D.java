package io.kerasport.serializers.reshaping;

import io.kerasport.graph.ArrayOps;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.Arrays;
import java.util.List;

/** An image without its outer rows and columns. */
final class Cropping2D implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Borders.of(layer.config(), "cropping");
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Borders borders = Borders.of(call.config(), "cropping");
    int height = DataFormat.of(call.config()).firstSpatialAxis();
    int[] begin = new int[height + 2];
    int[] end = new int[height + 2];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    begin[height] = borders.top();
    end[height] = fromTheBack(borders.bottom());
    begin[height + 1] = borders.left();
    end[height + 1] = fromTheBack(borders.right());
    return LayerOutput.of(call.ops().arrays().slice(call.input(), begin, end));
  }

  private static int fromTheBack(int cut) {
    return cut == 0 ? ArrayOps.TO_THE_END : -cut;
  }
}
