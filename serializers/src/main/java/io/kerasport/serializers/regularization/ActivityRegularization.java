package io.kerasport.serializers.regularization;

import io.kerasport.model.Config;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code x}, penalized by {@code l1 · sum(|x|) + l2 · sum(x²)}. */
final class ActivityRegularization implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    activityRegularizer(layer);
    return List.of();
  }

  @Override
  public Optional<KerasObject> activityRegularizer(LayerDescription layer) {
    double l1 = layer.config().number("l1", 0);
    double l2 = layer.config().number("l2", 0);
    return Optional.of(new KerasObject("L1L2", null, Config.of(Map.of("l1", l1, "l2", l2))));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.passingMask(call, call.input());
  }
}
