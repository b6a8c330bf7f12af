package io.kerasport.serializers.reshaping;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.Arrays;
import java.util.List;

/** An image without its outer elements. */
final class Cropping implements LayerSerializer {
  private static final String KEY = "cropping";
  private static final int PLANE = 2;

  private final int axes;

  /** Cropping of so many spatial axes. */
  Cropping(int axes) {
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
    return Borders.of(layer.config(), KEY, axes, axes == PLANE ? 0 : 1);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    int[][] amounts = borders(call.layer()).amounts();
    int first = DataFormat.of(call.config()).firstSpatialAxis();
    int[] begin = new int[first + axes];
    int[] end = new int[first + axes];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    for (int axis = 0; axis < axes; axis++) {
      checkSize(call, first + axis, amounts[axis]);
      begin[first + axis] = amounts[axis][0];
      end[first + axis] = fromTheBack(amounts[axis][1]);
    }
    return LayerOutput.of(call.ops().arrays().slice(call.input(), begin, end));
  }

  private static void checkSize(LayerCall call, int axis, int... cut) {
    Operand x = call.input();
    long size = x.shape().dim(axis);
    if (size != Shape.UNKNOWN_DIM && size <= (long) cut[0] + cut[1]) {
      throw new ConfigException(
          KEY, "less than the size " + size + " of axis " + axis, call.config().get(KEY));
    }
  }

  private static int fromTheBack(int cut) {
    return cut == 0 ? ArrayOps.TO_THE_END : -cut;
  }
}
