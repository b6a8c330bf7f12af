package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.inner.InnerCall;
import io.kerasport.serializers.inner.InnerWeights;
import io.kerasport.serializers.inner.WrappedLayer;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any layer or model, applied to every step: the steps of all samples are one batch to it.
 *
 * <p>Where it is trained and keeps statistics of its batches, the two differ: Keras 3 calls it for
 * one step after the other, so that every step is a batch of its own.
 */
public final class TimeDistributed implements LayerSerializer {
  private final LayerSerializers serializers;

  /** The wrapper over layers found so. */
  @Inject
  TimeDistributed(LayerSerializers serializers) {
    this.serializers = serializers;
  }

  private WrappedLayer wrapped(LayerDescription wrapper) {
    return new WrappedLayer(serializers, wrapper);
  }

  private boolean appliesModel(LayerDescription wrapper) {
    Config entry = wrapped(wrapper).entry();
    return entry.get("config") instanceof List<?> || entry.object("config").has("layers");
  }

  @Override
  public Ranks ranks(LayerDescription wrapper) {
    return Ranks.atLeast(3);
  }

  @Override
  public List<String> unsupported(LayerDescription wrapper) {
    List<String> reasons = new ArrayList<>();
    if (isStateful(wrapped(wrapper).entry())) {
      reasons.add("the layer would carry states from step to step (stateful)");
    }
    if (appliesModel(wrapper)) {
      return reasons; // those of its layers are told by themselves
    }
    Optional<LayerSerializer> found = wrapped(wrapper).find();
    if (found.isPresent()) {
      reasons.addAll(found.get().unsupported(wrapped(wrapper).description()));
    } else {
      String name = wrapped(wrapper).className();
      reasons.add("the layer applies a " + name + " to every step, which is no known layer");
    }
    return reasons;
  }

  private static boolean isStateful(Config layer) {
    if (!(layer.get("config") instanceof Config config)) {
      return false;
    }
    boolean deeper =
        config.get("layers") instanceof List<?> layers
            && layers.stream().anyMatch(it -> it instanceof Config below && isStateful(below));
    return deeper || Boolean.TRUE.equals(config.get("stateful"));
  }

  @Override
  public List<WeightSpec> weights(LayerDescription wrapper, List<TensorSpec> inputs) {
    if (appliesModel(wrapper)) {
      return List.of(); // its layers have them
    }
    LayerDescription layer = wrapped(wrapper).description();
    TensorSpec sequence = inputs.get(0);
    TensorSpec step = new TensorSpec(sequence.dtype(), folded(sequence.shape()));
    return InnerWeights.at(layer.name(), "layer")
        .configuredAt("layer/config")
        .alsoStoredBare()
        .of(wrapped(wrapper).serializer().weights(layer, List.of(step)), layer);
  }

  private static Shape folded(Shape sequence) {
    boolean known = sequence.dim(0) >= 0 && sequence.dim(1) >= 0;
    long rows = known ? Math.multiplyExact(sequence.dim(0), sequence.dim(1)) : Shape.UNKNOWN_DIM;
    return Shape.of(rows).concat(sequence.slice(2, sequence.rank()));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    boolean eachStep = call.training() && !call.layer().isKeras2() && keepsStatistics(call);
    return eachStep ? new EachStep(this::callInner).of(call) : allAtOnce(call);
  }

  /** A weight that no optimizer changes may be a statistic; of models it is not asked. */
  private boolean keepsStatistics(LayerCall call) {
    TensorSpec input = new TensorSpec(call.input().dtype(), call.input().shape());
    return appliesModel(call.layer())
        || weights(call.layer(), List.of(input)).stream().anyMatch(weight -> !weight.trainable());
  }

  private LayerOutput allAtOnce(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand mask = call.mask(0);
    Operand innerMask = mask == null ? null : Steps.fold(tf, mask);
    LayerOutput inner = callInner(call, Steps.fold(tf, x), innerMask);
    if (call.training() && call.layer().isKeras2() && appliesModel(call.layer())) {
      // Keras 2 runs a model once more for the mask of its output, and so moves averages twice.
      callInner(call, Steps.fold(tf, x), innerMask);
    }
    List<Operand> outputs = new ArrayList<>();
    inner.values().forEach(output -> outputs.add(Steps.unfold(tf, output, x)));
    return new LayerOutput(outputs, outputMask(call, inner.mask()));
  }

  private LayerOutput callInner(LayerCall call, Operand x, @Nullable Operand mask) {
    if (appliesModel(call.layer())) {
      return call.callModel(List.of(x), mask);
    }
    LayerDescription layer = wrapped(call.layer()).description();
    Ops scope = call.ops().withScope(layer.name());
    InnerCall inner = new InnerCall(call, layer, layer.name() + "/", scope, List.of(x), mask);
    LayerSerializer serializer = wrapped(call.layer()).serializer();
    // Keras 3 goes around what penalizes the outputs of a layer.
    return layer.isKeras2() ? inner.penalized(serializer) : serializer.call(inner);
  }

  /**
   * Keras 3 hands on the mask it got. Keras 2 takes the one that came out, or else counts a step
   * whose mask has a true element.
   */
  private static @Nullable Operand outputMask(LayerCall call, @Nullable Operand inner) {
    Ops tf = call.ops();
    Operand mask = call.mask(0);
    if (!call.layer().isKeras2()) {
      return mask;
    }
    if (inner != null) {
      return Steps.unfold(tf, inner, call.input());
    }
    Operand any = mask;
    while (any != null && any.shape().rank() > 2) {
      any = tf.reduce().any(any, false, -1);
    }
    return any;
  }
}
