package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.KerasObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a layer, as its serializer sees it. Nodes land in a name scope called like the layer.
 */
public interface LayerCall {
  /** The layer that is called. */
  LayerDescription layer();

  /** The layer's configuration. */
  default Config config() {
    return layer().config();
  }

  /** Makes nodes. */
  Ops ops();

  /** This call, making nodes elsewhere, such as in the body of a loop. */
  LayerCall inside(Ops elsewhere);

  /** The tensors among the positional arguments, flattened in order. */
  List<Operand> inputs();

  /**
   * The positional arguments in their structure: an {@link Operand} for a tensor, a List for a list
   * or tuple, a Map for a dict, and else a constant: null, Boolean, Long, Double, String or {@link
   * Config}.
   */
  List<@Nullable Object> arguments();

  /** The arguments by keyword, in the same structure. */
  Map<String, @Nullable Object> keywordArguments();

  /** The only input. */
  default Operand input() {
    if (inputs().size() != 1) {
      throw new IllegalStateException(
          "layer " + layer().name() + " is called with " + inputs().size() + " tensors, not one");
    }
    return inputs().get(0);
  }

  /** The mask that came with an input, or null; an explicit {@code mask} argument counts first. */
  @Nullable Operand mask(int input);

  /** A tensor passed by keyword. */
  Optional<Operand> keywordTensor(String keyword);

  /** The mask that came with a tensor passed by keyword, or null. */
  default @Nullable Operand keywordMask(String keyword) {
    return null;
  }

  /** The tensors passed by keyword: one, or those of a list, or of lists in it, in order. */
  default List<Operand> keywordTensors(String keyword) {
    List<Operand> found = new ArrayList<>();
    collectTensors(keywordArguments().get(keyword), found);
    return found;
  }

  private static void collectTensors(@Nullable Object argument, List<Operand> into) {
    if (argument instanceof Operand tensor) {
      into.add(tensor);
    } else if (argument instanceof List<?> list) {
      list.forEach(item -> collectTensors(item, into));
    }
  }

  /** A constant passed by keyword: Boolean, Long, Double, String or Config. */
  Optional<Object> keywordConstant(String keyword);

  /**
   * Calls the model that the layer applies, the one in its configuration entry {@code layer}.
   *
   * @param inputs one tensor for each of the model's inputs
   * @param mask the mask of the first one, or null
   * @throws IllegalStateException if the layer applies no model
   */
  default LayerOutput callModel(List<Operand> inputs, @Nullable Operand mask) {
    throw new IllegalStateException("layer " + layer().name() + " applies no model");
  }

  /** Whether this graph trains: dropout drops, BatchNormalization uses batch statistics. */
  boolean training();

  /**
   * Whether the layer's weights are trained. A frozen BatchNormalization uses its moving statistics
   * in training too.
   */
  boolean trainable();

  /**
   * Whether LSTMs should be one kernel for CPU where that gives the same numbers: the caller of the
   * export wants it and this graph serves.
   */
  boolean fusesLstm();

  /** Tells the caller of the export what he should know, in one sentence that names the layer. */
  void warn(String sentence);

  /**
   * Gives a weight a new value when a training step ends; without effect in other graphs. Later
   * calls of the layer see it.
   */
  void update(String weight, Operand value);

  /**
   * Gives a weight a new value in the middle of a training step; without effect in other graphs.
   *
   * <p>The variable is assigned when everything that asked for the weight before has it. From here
   * on {@link #weight} gives the new value, in this call and later ones, and penalties on the
   * weight are those on the new value. The optimizer starts from it, too: the gradient is the sum
   * of those with respect to each value that the weight had, and none goes back through the new
   * value to what it was computed from. A step whose gradients are dropped keeps it.
   *
   * <p>Not for loops: the value must be made by {@link #ops} of a call that is not {@link #inside}
   * one.
   *
   * @param weight as in the layer's {@link WeightSpec}s, whether an optimizer updates it or not
   * @param value of the weight's shape; cast to its element type
   * @throws io.kerasport.export.UnsupportedModelException in an iteration of {@link #repeat}
   */
  void replace(String weight, Operand value);

  /**
   * Carries a value over to the next run in one of the layer's weights: when a training step ends,
   * and in graphs that do not train whenever something that the call gives is computed. Later calls
   * of the layer see it; no gradient goes back through it.
   */
  void carryOver(String weight, Operand value);

  /** Whether this call has given weights new values so far, in calls of inner layers too. */
  boolean hasUpdated();

  /**
   * Repeats something in a loop, each iteration of which sees the weights that those before have
   * updated, as calls one after the other would. What it may update is what this call has updated
   * already, so the first time is done before, outside of the loop.
   *
   * @param times how often, a scalar of int32
   * @param initial the variables before the first iteration
   * @return the variables after the last one
   * @throws io.kerasport.export.UnsupportedModelException if an iteration adds to the loss or
   *     replaces weights, of which each would have values of its own
   */
  List<Operand> repeat(Operand times, List<Operand> initial, RepeatedCall body);

  /** One iteration of {@link #repeat}. */
  @FunctionalInterface
  interface RepeatedCall {
    /**
     * Makes its nodes. It may be asked for more than once.
     *
     * @param inside the call, making nodes in the iteration
     * @param variables the variables' values
     * @return their next values, of the same element types
     */
    List<Operand> next(LayerCall inside, List<Operand> variables);
  }

  /** Adds a scalar to the loss of the model; without effect where there is none. */
  void addLoss(Operand loss);

  /**
   * Adds to the loss of the model what a regularizer says of an output, divided by the size of the
   * batch; without effect where there is none. The outputs of the layer itself are penalized by its
   * {@link LayerSerializer#activityRegularizer}; this is for those of layers inside it.
   *
   * @param regularizer the penalty
   * @param output its first axis is the batch
   */
  void penalize(KerasObject regularizer, Operand output);

  /**
   * A resource that all calls of the layer share, such as a lookup table. The first call makes it,
   * in the layer's own scope, even if that call is in the body of a loop.
   *
   * @param name tells the layer's resources apart
   * @param maker makes the resource's nodes
   */
  LayerResource resource(String name, Function<Ops, LayerResource> maker);

  /**
   * The current value of one of the layer's weights.
   *
   * @param name as in the layer's {@link WeightSpec}s
   */
  Operand weight(String name);

  /** Applies the activation in the configuration entry {@code activation}; absent means none. */
  default Operand activate(Operand x) {
    return activate(config().get("activation"), x);
  }

  /**
   * Applies an activation.
   *
   * @param activation as configurations hold it: null, a function's name, a function object, or the
   *     object of an activation layer
   */
  Operand activate(@Nullable Object activation, Operand x);
}
