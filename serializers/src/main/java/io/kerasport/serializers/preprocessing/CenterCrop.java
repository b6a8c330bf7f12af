package io.kerasport.serializers.preprocessing;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.Arrays;
import java.util.List;

/** The middle of an image, which must be known to be large enough. */
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
    Operand x = tf.cast(call.input(), call.layer().computeDType());
    int first = DataFormat.of(call.config()).firstSpatialAxis();
    int[] begin = new int[first + 2];
    int[] end = new int[first + 2];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    crop(call, x, first, HEIGHT, begin, end);
    crop(call, x, first + 1, WIDTH, begin, end);
    return LayerOutput.of(tf.arrays().slice(x, begin, end));
  }

  private static void crop(
      LayerCall call, Operand x, int axis, String key, int[] begin, int[] end) {
    int size = Sizes.positive(call.config(), key);
    int given = Math.toIntExact(Sizes.known(call.layer(), x.shape(), axis));
    if (given < size) {
      throw new UnsupportedModelException(
          "A CenterCrop layer would have to enlarge its input",
          List.of(
              new Problem(
                  key + " " + size + " is more than the " + given + " of the input",
                  "layer " + call.layer().name())),
          "Resize the images first.");
    }
    begin[axis] = (given - size) / 2;
    end[axis] = begin[axis] + size;
  }
}
