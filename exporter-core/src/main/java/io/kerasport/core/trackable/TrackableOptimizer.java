package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.training.OptimizerState;
import io.kerasport.core.training.OptimizerState.SlotVariable;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the trackable objects of an optimizer.
 *
 * <p>Keras 3 holds all variables in a list {@code _variables}. Keras 2 up to 2.10 holds the count
 * as {@code iter}, settings by their names, and slots beside the variables. Optimizers of {@code
 * tf.train} stand inside a wrapper that counts the steps as {@code global_step}.
 */
final class TrackableOptimizer {
  private final TrackableModel model;

  TrackableOptimizer(TrackableModel model) {
    this.model = model;
  }

  TrackableObject of(OptimizerState state) {
    return switch (state.family()) {
      case KERAS_3 -> keras3(state);
      case KERAS_2_LEGACY -> keras2(state);
      case TF_TRAIN -> wrapped(state);
    };
  }

  private static TrackableObject keras3(OptimizerState state) {
    TrackableObject optimizer = TrackableObject.container();
    TrackableObject list = TrackableObject.container();
    optimizer.track("_variables", list);
    List<TrackableObject> objects = new ArrayList<>();
    for (GraphVariable variable : state.variables()) {
      TrackableObject object = TrackableObject.of(variable);
      objects.add(object);
      list.track(Integer.toString(list.children().size()), object);
    }
    optimizer.track("_iterations", objects.get(0));
    if (state.learningRate().isPresent()) {
      optimizer.track("_learning_rate", objects.get(1));
    }
    return optimizer;
  }

  private TrackableObject keras2(OptimizerState state) {
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
