package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.inner.InnerCall;
import io.kerasport.serializers.inner.InnerLayer;
import io.kerasport.serializers.inner.InnerWeights;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recurrent layer forwards and another one backwards, their outputs merged. Where steps are
 * masked, the sequences of both are zero.
 */
final class Bidirectional implements LayerSerializer {
  private final Map<String, RecurrentLayer> layers;

  /** The wrapper over these layers, by class name. */
  Bidirectional(Map<String, RecurrentLayer> layers) {
    this.layers = layers;
  }

  /** One of the two layers and its place in the wrapper. */
  private record Direction(
      RecurrentLayer serializer, LayerDescription description, InnerWeights inner) {
    List<WeightSpec> weights(List<TensorSpec> inputs) {
      return inner.of(serializer.weights(description, inputs), description);
    }

    LayerOutput call(LayerCall around, List<Operand> inputs) {
      return new InnerCall(
              around,
              description,
              description.name() + "/",
              around.ops().withScope(description.name()),
              inputs,
              around.mask(0))
          .penalized(serializer);
    }
  }

  private Direction forward(LayerDescription wrapper) {
    return direction(wrapper, "layer", "forward", true);
  }

  /** Keras 2 writes the backward layer only if it is not the forward layer turned around. */
  private Direction backward(LayerDescription wrapper) {
    boolean own = wrapper.config().has("backward_layer");
    return direction(wrapper, own ? "backward_layer" : "layer", "backward", own);
  }

  private Direction direction(
      LayerDescription wrapper, String key, String which, boolean asWritten) {
    Config entry = wrapper.config().object(key);
    RecurrentLayer serializer = layers.get(entry.string("class_name"));
    if (serializer == null) {
      throw new ConfigException(key, "one of " + layers.keySet(), entry.string("class_name"));
    }
    LayerDescription found = InnerLayer.describe(wrapper, entry);
    Config config = found.config();
    if (!asWritten) {
      config = config.with("go_backwards", !config.bool("go_backwards", false));
    }
    config = config.with(GivenStates.CONSTANTS, 0L); // they are this layer's
    config = config.with("zero_output_for_mask", config.bool("return_sequences", false));
    String prefix = which + "_";
    // Keras 3 writes the names that its layers have, Keras 2 those they were given.
    String name = wrapper.isKeras2() ? prefix + found.name() : found.name();
    return new Direction(
        serializer,
        new LayerDescription(name, config, wrapper.generation()),
        InnerWeights.at(name, which + "_layer").configuredAt(key + "/config"));
  }

  @Override
  public Ranks ranks(LayerDescription wrapper) {
    return forward(wrapper).serializer().ranks(forward(wrapper).description());
  }

  @Override
  public List<String> unsupported(LayerDescription wrapper) {
    mergeMode(wrapper.config());
    if (goesBackwards(forward(wrapper)) == goesBackwards(backward(wrapper))) {
      throw new ConfigException(
          "backward_layer", "with another `go_backwards` than the layer", "the same");
    }
    List<String> reasons = new ArrayList<>();
    for (Direction direction : List.of(forward(wrapper), backward(wrapper))) {
      reasons.addAll(direction.serializer().unsupported(direction.description()));
    }
    return reasons;
  }

  private static boolean goesBackwards(Direction direction) {
    return direction.description().config().bool("go_backwards", false);
  }

  @Override
  public List<WeightSpec> weights(LayerDescription wrapper, List<TensorSpec> inputs) {
    List<WeightSpec> weights = new ArrayList<>(forward(wrapper).weights(inputs));
    weights.addAll(backward(wrapper).weights(inputs));
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    List<Operand> inputs = call.inputs();
    List<Operand> states = GivenStates.of(call);
    int half = states.size() / 2;
    Direction forward = forward(call.layer());
    LayerOutput there = forward.call(call, with(inputs.get(0), states.subList(0, half)));
    LayerOutput back =
        backward(call.layer()).call(call, with(inputs.get(0), states.subList(half, states.size())));
    Config layer = forward.description().config();
    boolean sequences = layer.bool("return_sequences", false);
    Operand last = back.values().get(0);
    int time = layer.bool("time_major", false) ? 0 : 1;
    Operand turned = sequences ? tf.arrays().reverse(last, time) : last;
    List<Operand> outputs =
        new ArrayList<>(merged(tf, mergeMode(call.config()), there.values().get(0), turned));
    int masked = outputs.size();
    outputs.addAll(there.values().subList(1, there.values().size()));
    outputs.addAll(back.values().subList(1, back.values().size()));
    return new LayerOutput(outputs, sequences ? call.mask(0) : null, masked);
  }

  private static List<Operand> with(Operand sequence, List<Operand> states) {
    List<Operand> inputs = new ArrayList<>();
    inputs.add(sequence);
    inputs.addAll(states);
    return inputs;
  }

  private static String mergeMode(Config config) {
    String mode =
        config.entries().containsKey("merge_mode") && config.get("merge_mode") == null
            ? "none"
            : config.string("merge_mode", "concat");
    if (!List.of("concat", "sum", "ave", "mul", "none").contains(mode)) {
      throw new ConfigException("merge_mode", "concat, sum, ave, mul or null", mode);
    }
    return mode;
  }

  private static List<Operand> merged(Ops tf, String mode, Operand there, Operand back) {
    return switch (mode) {
      case "sum" -> List.of(tf.add(there, back));
      case "ave" -> List.of(tf.div(tf.add(there, back), 2));
      case "mul" -> List.of(tf.mul(there, back));
      case "none" -> List.of(there, back);
      default -> List.of(tf.concat(List.of(there, back), -1));
    };
  }
}
