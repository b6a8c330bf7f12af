package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.RNN;
import io.kerasport.djl.ParameterWeights.Part;
import io.kerasport.djl.Value.Filled;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import io.kerasport.djl.Value.Unusable;
import io.kerasport.model.Config;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers, stacked and in both directions.
 *
 * <p>The gates of an LSTM are input, forget, cell and output, as in Keras; those of a GRU reset,
 * update and new, where Keras has update first. Keras adds one bias, except in a GRU whose reset
 * gate comes after the product.
 */
final class Recurrences {
  private static final int[] ONE_GATE = {0};
  private static final int[] LSTM_GATES = {0, 1, 2, 3};
  private static final int[] GRU_GATES = {1, 0, 2};

  private final ArrayCall call;
  private final LayerSpec kind;
  private final int[] gates;
  private final List<Stored> parameters;
  private final boolean biased;
  private final int layers;
  private final int directions;
  private final double dropped;

  /**
   * A call.
   *
   * @param settings the position of its settings, which begin with {@code hasBiases} and {@code
   *     numLayers}
   * @param rest the position of those after the kind of activation, if there is one
   */
  private Recurrences(ArrayCall call, LayerSpec kind, int[] gates, int settings, int rest) {
    this.call = call;
    this.kind = kind;
    this.gates = gates;
    parameters =
        call.values(2).stream()
            .map(
                value -> {
                  if (value instanceof Stored stored) {
                    return stored;
                  }
                  throw UntraceableException.noCounterpart("weights that are not parameters");
                })
            .toList();
    biased = call.flag(settings);
    layers = call.integer(settings + 1);
    dropped = call.number(rest);
    directions = call.flag(rest + 2) ? 2 : 1;
    if (!call.flag(rest + 3)) {
      throw UntraceableException.noCounterpart(
          "a sequence whose first axis is time (batchFirst is false)");
    }
  }

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put(
        "lstm",
        call -> new Recurrences(call, gated("LSTM"), LSTM_GATES, 3, 5).outputs(call.values(1)));
    ops.put(
        "gru",
        call ->
            new Recurrences(call, gated("GRU").with("reset_after", true), GRU_GATES, 3, 5)
                .outputs(List.of(call.value(1))));
    ops.put(
        "rnn",
        call ->
            new Recurrences(call, simple(call), ONE_GATE, 3, 6).outputs(List.of(call.value(1))));
  }

  private static LayerSpec gated(String name) {
    return LayerSpec.layer(name).with("activation", "tanh").with("recurrent_activation", "sigmoid");
  }

  private static LayerSpec simple(ArrayCall call) {
    return LayerSpec.layer("SimpleRNN")
        .with("activation", call.at(5) == RNN.Activation.RELU ? "relu" : "tanh");
  }

  private List<Value> outputs(List<Value> states) {
    for (Value state : states) {
      if (!(state instanceof Filled filled) || filled.number() != 0) {
        throw UntraceableException.noCounterpart("a recurrent layer that gets its first state");
      }
    }
    Traced sequence = call.tensor(0);
    long units = parameters.get(1).shape().get(parameters.get(1).shape().dimension() - 1);
    for (int layer = 0; layer < layers; layer++) {
      sequence = stacked(sequence, layer, units);
      if (dropped > 0 && layer < layers - 1) {
        sequence = call.out().like(sequence, LayerSpec.layer("Dropout").with("rate", dropped));
      }
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(sequence);
    Shape state = new Shape((long) layers * directions, Axes.UNKNOWN, units);
    for (int i = 0; i < states.size(); i++) {
      outputs.add(
          new Unusable(
              "the last state of a recurrent layer (returnState)", state, sequence.type()));
    }
    return outputs;
  }

  private Traced stacked(Traced x, int layer, long units) {
    LayerSpec spec =
        kind.with("units", units)
            .with("use_bias", biased)
            .with("return_sequences", true)
            .with("return_state", false)
            .with("go_backwards", false);
    long features = x.shape().get(2);
    Shape shape = Shape.update(x.shape(), 2, units * directions);
    if (directions == 1) {
      return call.out().layer(spec.weights(weights(layer, 0, features, units)), shape, x);
    }
    List<Weight> both = weights(layer, 0, features, units);
    both.addAll(weights(layer, 1, features, units));
    LayerSpec wrapper =
        LayerSpec.layer("Bidirectional")
            .with("merge_mode", "concat")
            .with("layer", inner(spec, "forward"))
            .with("backward_layer", inner(spec.with("go_backwards", true), "backward"))
            .weights(both);
    return call.out().layer(wrapper, shape, x);
  }

  private static Config inner(LayerSpec spec, String direction) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", direction + "_" + spec.className().toLowerCase(java.util.Locale.ROOT));
    config.put("trainable", true);
    config.putAll(spec.config());
    return Config.empty()
        .with("module", spec.module())
        .with("class_name", spec.className())
        .with("config", Config.of(config))
        .with("registered_name", null);
  }

  /** Of one layer in one direction; the file's order is by kind, then direction, then product. */
  private List<Weight> weights(int layer, int direction, long features, long units) {
    int perLayer = 2 * directions * (biased ? 2 : 1);
    int first = layer * perLayer + 2 * direction;
    List<Weight> weights = new ArrayList<>();
    weights.add(kernel(parameters.get(first), features, units));
    weights.add(kernel(parameters.get(first + 1), units, units));
    if (biased) {
      int bias = first + 2 * directions;
      weights.add(bias(parameters.get(bias), parameters.get(bias + 1), units));
    }
    return weights;
  }

  /** (gates · units, inputs) as (inputs, gates · units). */
  private Weight kernel(Stored parameter, long inputs, long units) {
    long rows = gates.length * units;
    if (!parameter.shape().equals(new Shape(rows, inputs))) {
      throw Parameters.contradiction(parameter, "(" + rows + ", " + inputs + ")");
    }
    LongUnaryOperator source =
        position -> {
          long row = row(position % rows, units);
          return row * inputs + position / rows;
        };
    return weight(new long[] {inputs, rows}, new Part(terms(parameter), source));
  }

  private Weight bias(Stored input, Stored state, long units) {
    long size = gates.length * units;
    for (Stored one : List.of(input, state)) {
      if (!one.shape().equals(new Shape(size))) {
        throw Parameters.contradiction(one, "(" + size + ")");
      }
    }
    LongUnaryOperator source = position -> row(position, units);
    if (kind.className().equals("GRU")) {
      return weight(
          new long[] {2, size}, new Part(terms(input), source), new Part(terms(state), source));
    }
    return weight(
        new long[] {size}, new Part(List.of(input.parameter(), state.parameter()), source));
  }

  private static List<Parameter> terms(Stored parameter) {
    return List.of(parameter.parameter());
  }

  /** The row of DJL that is a column of Keras. */
  private long row(long column, long units) {
    return gates[Math.toIntExact(column / units)] * units + column % units;
  }

  /** Keras finds these by their order, as they belong to a cell inside the layer. */
  private static Weight weight(long[] shape, Part... parts) {
    Weight named = ParameterWeights.weight("", shape, parts);
    return new Weight(null, named.spec(), named.data(), named.origin());
  }
}
