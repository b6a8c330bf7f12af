package io.kerasport.serializers.recurrent;

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

  /**
   * A layer.
   *
   * @param cells gives the cell of a layer
   */
  RecurrentLayer(Function<LayerDescription, CellPlace> cells) {
    this.cells = cells;
  }

  /** A layer that makes its own cell, which Keras calls by a name. */
  static RecurrentLayer of(Cell cell, String name) {
    return new RecurrentLayer(layer -> CellPlace.ofLayer(cell, layer, name));
  }

  /** A layer of Keras 2 for NVIDIA's library. */
  static RecurrentLayer ofCudnn(Cell cell) {
    return new RecurrentLayer(layer -> CellPlace.ofCudnn(cell, layer));
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    return cells.apply(layer).unsupported();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    CellPlace place = cells.apply(layer);
    Shape step = stepShape(layer, inputs.get(0).shape());
    List<WeightSpec> weights = new ArrayList<>(place.weights(step));
    if (isStateful(layer.config())) {
      weights.addAll(states(layer, place, step));
    }
    return weights;
  }

  /** States that outlive a batch are variables, so their shapes must be known. */
  private static List<WeightSpec> states(LayerDescription layer, CellPlace place, Shape step) {
    Shape batch = step.slice(0, 1);
    List<WeightSpec> states = new ArrayList<>();
    for (Cell.State state : place.states(step)) {
      Shape shape = batch.concat(state.sample());
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

  private static Shape stepShape(LayerDescription layer, Shape sequence) {
    if (!sequence.hasRank() || sequence.rank() < 3) {
      throw new ConfigException("input", "a sequence: batch, time, features", sequence);
    }
    int batch = isTimeMajor(layer.config()) ? 1 : 0;
    return sequence.slice(batch, batch + 1).concat(sequence.slice(2, sequence.rank()));
  }

  private static boolean isTimeMajor(Config config) {
    return config.bool("time_major", false);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config config = call.config();
    Ops tf = call.ops();
    CellPlace place = cells.apply(call.layer());
    Operand mask = call.mask(0);
    CellCall cell = new CellCall(call, place.description(), place.path());
    Operand x = timeFirst(tf, call.inputs().get(0), config);
    Recurrence.Result result =
        place.cell() instanceof Lstm lstm && fuses(call, place, mask)
            ? fused(lstm, cell, config, x, initialStates(call))
            : stepByStep(cell, place, config, x, mask, initialStates(call));
    if (isStateful(config)) {
      for (int i = 0; i < result.states().size(); i++) {
        call.carryOver(stateName(i), result.states().get(i));
      }
    }
    List<Operand> outputs = new ArrayList<>();
    Operand all = config.bool("return_sequences", false) ? result.all() : null;
    outputs.add(all == null ? result.last() : timeFirst(tf, all, config));
    if (config.bool("return_state", false)) {
      outputs.addAll(result.states());
    }
    return new LayerOutput(outputs, all == null ? null : mask);
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
    Operand counts = mask == null ? null : timeFirst(tf, tf.cast(mask, DType.BOOL), layer);
    Recurrence recurrence = new Recurrence(place, cell, layer, x, counts);
    List<Operand> initial = given.isEmpty() ? recurrence.zeroStates() : given;
    return recurrence.run(initial);
  }

  /** The states to begin with; none for zeros. If none are given, those of the run before count. */
  private List<Operand> initialStates(LayerCall call) {
    Shape step = stepShape(call.layer(), call.inputs().get(0).shape());
    int count = cells.apply(call.layer()).states(step).size();
    List<Operand> given = GivenStates.of(call, count);
    if (!given.isEmpty() || !isStateful(call.config())) {
      return given;
    }
    return IntStream.range(0, count).mapToObj(i -> call.weight(stateName(i))).toList();
  }

  /** Exchanges batch and time axis, unless time comes first already. */
  private static Operand timeFirst(Ops tf, Operand x, Config config) {
    if (isTimeMajor(config)) {
      return x;
    }
    int[] order = IntStream.range(0, x.shape().rank()).toArray();
    order[0] = 1;
    order[1] = 0;
    return tf.arrays().transpose(x, order);
  }
}
