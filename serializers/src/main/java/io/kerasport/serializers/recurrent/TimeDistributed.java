package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Any layer, applied to every step: the steps of all samples are one batch to it. */
public final class TimeDistributed implements LayerSerializer {
  private final Map<String, Provider<LayerSerializer>> serializers;

  /** The wrapper over layers of these classes. */
  @Inject
  TimeDistributed(Map<String, Provider<LayerSerializer>> serializers) {
    this.serializers = serializers;
  }

  private static Config entry(LayerDescription wrapper) {
    return wrapper.config().object("layer");
  }

  private LayerSerializer serializer(LayerDescription wrapper) {
    Provider<LayerSerializer> found = serializers.get(entry(wrapper).string("class_name"));
    if (found == null) {
      throw new IllegalStateException("no serializer of the layer in " + wrapper.name());
    }
    return found.get();
  }

  @Override
  public List<String> unsupported(LayerDescription wrapper) {
    String inner = entry(wrapper).string("class_name");
    if (!serializers.containsKey(inner)) {
      return List.of("the layer applies a " + inner + " to every step, which is no known layer");
    }
    LayerDescription layer = InnerLayer.describe(wrapper, entry(wrapper));
    List<String> reasons = new ArrayList<>(serializer(wrapper).unsupported(layer));
    if (layer.config().bool("stateful", false)) {
      reasons.add("the layer would carry states from step to step (stateful)");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription wrapper, List<TensorSpec> inputs) {
    LayerDescription layer = InnerLayer.describe(wrapper, entry(wrapper));
    TensorSpec sequence = inputs.get(0);
    TensorSpec step = new TensorSpec(sequence.dtype(), folded(sequence.shape()));
    return InnerWeights.at(layer.name(), "layer")
        .configuredAt("layer/config")
        .alsoStoredBare()
        .of(serializer(wrapper).weights(layer, List.of(step)), layer);
  }

  private static Shape folded(Shape sequence) {
    boolean known = sequence.dim(0) >= 0 && sequence.dim(1) >= 0;
    long rows = known ? Math.multiplyExact(sequence.dim(0), sequence.dim(1)) : Shape.UNKNOWN_DIM;
    return Shape.of(rows).concat(sequence.slice(2, sequence.rank()));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.input();
    LayerDescription layer = InnerLayer.describe(call.layer(), entry(call.layer()));
    Operand mask = call.mask(0);
    Operand innerMask =
        mask == null || mask.shape().rank() < 3 ? null : Steps.fold(call.ops(), mask);
    LayerOutput inner =
        serializer(call.layer())
            .call(
                new InnerCall(
                    call,
                    layer,
                    layer.name() + "/",
                    call.ops().withScope(layer.name()),
                    List.of(Steps.fold(call.ops(), x)),
                    innerMask));
    List<Operand> outputs = new ArrayList<>();
    inner.values().forEach(output -> outputs.add(Steps.unfold(call.ops(), output, x)));
    return new LayerOutput(outputs, mask);
  }
}
