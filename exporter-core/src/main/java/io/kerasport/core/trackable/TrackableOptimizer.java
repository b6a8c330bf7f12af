package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.training.LossScaleState;
import io.kerasport.core.training.OptimizerState;
import io.kerasport.core.training.OptimizerState.SlotVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds the trackable objects of an optimizer.
 *
 * <p>Keras 3 holds all variables in a list {@code _variables}, Keras 2 from 2.11 on only the count
 * of steps and the slots; {@code tf_keras} finds the others by name. Keras 2 up to 2.10 holds the
 * count as {@code iter}, settings by their names, and slots beside the variables. Optimizers of
 * {@code tf.train} stand inside a wrapper that counts the steps as {@code global_step}.
 */
final class TrackableOptimizer {
  private static final String LIST = "_variables";

  private final TrackableModel model;

  TrackableOptimizer(TrackableModel model) {
    this.model = model;
  }

  TrackableObject of(OptimizerState state) {
    TrackableObject optimizer =
        switch (state.family()) {
          case KERAS_3 -> keras3(state);
          case KERAS_2 -> keras2(state);
          case KERAS_2_LEGACY -> legacy(state);
          case TF_TRAIN -> wrapped(state);
        };
    return state.lossScale().map(scale -> scaled(optimizer, scale)).orElse(optimizer);
  }

  /** Keras 3 holds the optimizer inside the object of the scale, Keras 2 the other way round. */
  private static TrackableObject scaled(TrackableObject optimizer, LossScaleState scale) {
    if (scale.wraps()) {
      TrackableObject wrapper =
          scale.variables().isEmpty()
              ? TrackableObject.container()
              : keras3(List.copyOf(scale.variables().values()), true);
      wrapper.track("inner_optimizer", optimizer);
      return wrapper;
    }
    TrackableObject own = TrackableObject.container();
    scale.variables().forEach((name, variable) -> own.track(name, TrackableObject.of(variable)));
    if (!own.children().isEmpty()) {
      optimizer.track("loss_scale", own);
    }
    return optimizer;
  }

  private static TrackableObject keras3(OptimizerState state) {
    List<GraphVariable> variables = new ArrayList<>(state.ofOptimizer());
    boolean inside = state.lossScale().isPresent();
    if (inside) {
      variables.removeAll(state.scalars().values());
    }
    TrackableObject optimizer = keras3(variables, state.learningRate().isPresent());
    if (inside) {
      trackScalars(optimizer, state);
    }
    return optimizer;
  }

  /** Scalars that are not in the list are held by the names of the optimizer's attributes. */
  private static void trackScalars(TrackableObject optimizer, OptimizerState state) {
    state
        .scalars()
        .forEach((name, variable) -> optimizer.track("_" + name, TrackableObject.of(variable)));
  }

  private static TrackableObject keras3(List<GraphVariable> variables, boolean hasRate) {
    TrackableObject optimizer = listing(variables);
    List<TrackableObject> listed = List.copyOf(list(optimizer).children().values());
    optimizer.track("_iterations", listed.get(0));
    if (hasRate) {
      optimizer.track("_learning_rate", listed.get(1));
    }
    return optimizer;
  }

  /** Keras 2 from 2.11 on lists the count of steps and the slots. */
  private static TrackableObject keras2(OptimizerState state) {
    List<GraphVariable> listed = new ArrayList<>();
    listed.add(state.iterations());
    state.slots().forEach(slot -> listed.add(slot.variable()));
    TrackableObject optimizer = listing(listed);
    optimizer.track("_iterations", List.copyOf(list(optimizer).children().values()).get(0));
    state
        .learningRate()
        .ifPresent(rate -> optimizer.track("_learning_rate", TrackableObject.of(rate)));
    trackScalars(optimizer, state);
    return optimizer;
  }

  private static TrackableObject listing(List<GraphVariable> variables) {
    TrackableObject list = TrackableObject.container();
    for (GraphVariable variable : variables) {
      list.track(Integer.toString(list.children().size()), TrackableObject.of(variable));
    }
    TrackableObject optimizer = TrackableObject.container();
    optimizer.track(LIST, list);
    return optimizer;
  }

  private static TrackableObject list(TrackableObject optimizer) {
    return Objects.requireNonNull(optimizer.children().get(LIST));
  }

  private TrackableObject legacy(OptimizerState state) {
    TrackableObject optimizer = TrackableObject.container();
    optimizer.track("iter", TrackableObject.of(state.iterations()));
    state
        .learningRate()
        .ifPresent(rate -> optimizer.track("learning_rate", TrackableObject.of(rate)));
    state
        .hyperparameters()
        .forEach((name, variable) -> optimizer.track(name, TrackableObject.of(variable)));
    addSlotsAndScalars(optimizer, state);
    return optimizer;
  }

  private TrackableObject wrapped(OptimizerState state) {
    TrackableObject wrapper = TrackableObject.container();
    TrackableObject optimizer = TrackableObject.container();
    wrapper.track("optimizer", optimizer);
    wrapper.track("global_step", TrackableObject.of(state.iterations()));
    addSlotsAndScalars(optimizer, state);
    return wrapper;
  }

  private void addSlotsAndScalars(TrackableObject optimizer, OptimizerState state) {
    state
        .scalars()
        .forEach((name, variable) -> optimizer.track(name, TrackableObject.of(variable)));
    for (SlotVariable slot : state.slots()) {
      optimizer
          .slots()
          .add(
              new TrackableObject.SlotReference(
                  slot.name(), model.object(slot.of()), slot.variable()));
    }
  }
}
