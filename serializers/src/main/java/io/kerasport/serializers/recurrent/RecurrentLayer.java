package io.kerasport.serializers.recurrent;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A layer that runs a cell over the time axis. */
final class RecurrentLayer implements LayerSerializer {
  private final Function<LayerDescription, CellPlace> cells;
  private final Function<LayerDescription, Config> settings;

  /**
   * A layer.
   *
   * @param cells gives the cell of a layer
   */
  RecurrentLayer(Function<LayerDescription, CellPlace> cells) {
    this(cells, LayerDescription::config);
  }

  private RecurrentLayer(
      Function<LayerDescription, CellPlace> cells, Function<LayerDescription, Config> settings) {
    this.cells = cells;
    this.settings = settings;
  }

  /** A layer that makes its own cell, which Keras calls by a name. */
  static RecurrentLayer of(Cell cell, String name) {
    return new RecurrentLayer(layer -> CellPlace.ofLayer(cell, layer, name));
  }

  /** A layer over images. That of Keras 2 has some settings of the others and heeds them not. */
  static RecurrentLayer ofImages(Cell cell, String name) {
    return new RecurrentLayer(
        layer -> CellPlace.ofLayer(cell, layer, name),
        layer ->
            layer.isKeras2()
                ? layer.config().with("time_major", false).with("zero_output_for_mask", false)
                : layer.config());
  }

  /** A layer of Keras 2 for NVIDIA's library. */
  static RecurrentLayer ofCudnn(Cell cell) {
    return new RecurrentLayer(layer -> CellPlace.ofCudnn(cell, layer));
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(cells.apply(layer).cell().inputRank() + 1);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    return cells.apply(layer).unsupported();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    CellPlace place = cells.apply(layer);
    Shape step = SequenceLayout.of(settings.apply(layer)).step(inputs.get(0).shape());
    List<WeightSpec> weights = new ArrayList<>(place.weights(step));
    if (isStateful(layer.config())) {
      weights.addAll(states(layer, place, step));
    }
    return weights;
  }

  /** States that outlive a batch are variables, so their shapes must be known. */
  private List<WeightSpec> states(LayerDescription layer, CellPlace place, Shape step) {
    Shape batch = step.slice(0, 1);
    SequenceLayout layout = SequenceLayout.of(settings.apply(layer));
    List<WeightSpec> states = new ArrayList<>();
    for (Cell.State state : place.states(step)) {
      Shape shape = batch.concat(layout.given(state.sample()));
      if (!shape.isFullyKnown()) {
        throw new ConfigException("stateful", "an input with a batch size and sizes", step);
      }
      TensorSpec spec = new TensorSpec(layer.variableDType(), shape);
      states.add(WeightSpec.state(stateName(states.size()), spec, "states/" + state.path()));
    }
    return states;
  }

  private static String stateName(int index) {
    return index == 0 ? "rnn_state" : "rnn_state_" + index;
  }

  private static boolean isStateful(Config config) {
    return config.bool("stateful", false);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config config = settings.apply(call.layer());
    Ops tf = call.ops();
    CellPlace place = cells.apply(call.layer());
    Operand mask = mask(call);
    CellCall cell = new CellCall(call, place.description(), place.path());
    SequenceLayout layout = SequenceLayout.of(config);
    Operand x = layout.taken(tf, call.inputs().get(0));
    List<Operand> initial =
        initialStates(call).stream().map(state -> layout.takenStep(tf, state)).toList();
    Recurrence.Result result =
        place.cell() instanceof Lstm lstm && fuses(call, place, mask)
            ? fused(lstm, cell, config, x, initial)
            : stepByStep(cell, place, config, x, mask, initial);
    List<Operand> states =
        result.states().stream().map(state -> layout.givenStep(tf, state)).toList();
    if (isStateful(config)) {
      for (int i = 0; i < states.size(); i++) {
        call.carryOver(stateName(i), states.get(i));
      }
    }
    List<Operand> outputs = new ArrayList<>();
    Operand all = config.bool("return_sequences", false) ? result.all() : null;
    outputs.add(all == null ? layout.givenStep(tf, result.last()) : layout.given(tf, all));
    if (config.bool("return_state", false)) {
      outputs.addAll(states);
    }
    return new LayerOutput(outputs, all == null ? null : mask);
  }

  /** Which steps of each sample count; null for all. */
  private static @Nullable Operand mask(LayerCall call) {
    Operand mask = call.mask(0);
    if (mask != null && mask.shape().hasRank() && mask.shape().rank() != 2) {
      throw new UnsupportedModelException(
          "A recurrent layer cannot tell which steps count",
          List.of(
              new Problem(
                  "its mask has the shape " + mask.shape() + " and should have 2 axes",
                  "layer " + call.layer().name())),
          "");
    }
    return mask;
  }

  /** Whether one kernel does all steps; where it cannot though it should, the caller is told. */
  private static boolean fuses(LayerCall call, CellPlace place, @Nullable Operand mask) {
    if (!call.fusesLstm()) {
      return false;
    }
    Optional<String> obstacle = FusedLstm.obstacle(place.description(), mask);
    obstacle.ifPresent(
        reason -> call.warn("layer " + call.layer().name() + " stays a loop: " + reason));
    return obstacle.isEmpty();
  }

  private static Recurrence.Result fused(
      Lstm lstm, CellCall cell, Config layer, Operand x, List<Operand> given) {
    ArrayOps arrays = cell.ops().arrays();
    List<Operand> initial = given.isEmpty() ? lstm.zeroStates(cell, arrays.size(x, 1), x) : given;
    Operand steps = layer.bool("go_backwards", false) ? arrays.reverse(x, 0) : x;
    return FusedLstm.run(lstm, cell, steps, initial);
  }

  private static Recurrence.Result stepByStep(
      CellCall cell,
      CellPlace place,
      Config layer,
      Operand x,
      @Nullable Operand mask,
      List<Operand> given) {
    Ops tf = cell.ops();
    Operand counts =
        mask == null ? null : SequenceLayout.of(layer).taken(tf, tf.cast(mask, DType.BOOL));
    Recurrence recurrence = new Recurrence(place, cell, layer, x, counts);
    List<Operand> initial = given.isEmpty() ? recurrence.zeroStates() : given;
    return recurrence.run(initial);
  }

  /** The states to begin with; none for zeros. If none are given, those of the run before count. */
  private List<Operand> initialStates(LayerCall call) {
    Shape step = SequenceLayout.of(settings.apply(call.layer())).step(call.inputs().get(0).shape());
    int count = cells.apply(call.layer()).states(step).size();
    List<Operand> given = GivenStates.of(call, count);
    if (!given.isEmpty() || !isStateful(call.config())) {
      return given;
    }
    return IntStream.range(0, count).mapToObj(i -> call.weight(stateName(i))).toList();
  }
}
