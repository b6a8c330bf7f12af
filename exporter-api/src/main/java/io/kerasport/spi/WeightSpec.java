package io.kerasport.spi;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A weight that a layer has, as Keras makes it.
 *
 * @param name the name of the variable in Keras, such as {@code kernel}; also its name in the graph
 *     and in the checkpoint's key
 * @param spec element type and shape
 * @param trainable whether the optimizer updates it
 * @param storedAs every name under which files hold it, {@code name} first
 * @param trackedAs every attribute under which Keras objects hold it, for the checkpoint's object
 *     graph; {@code name} first
 * @param initializer the configuration key of its initializer; null for weights that always start
 *     as {@code startValue}
 * @param startValue the initial value where there is no initializer
 * @param autocast whether calls get it cast to the layer's compute type; otherwise they get it as
 *     it is stored
 * @param stored whether files hold it; a state that a layer carries from one run to the next is in
 *     no file, and starts as {@code startValue} in every export
 * @param stated the value that the configuration states, whatever files hold besides; null for none
 * @param ones elements that start as 1, whatever the initializer says; null for none
 * @param drawnBy the initializer of a weight for which no configuration names one; null for {@code
 *     startValue}
 */
public record WeightSpec(
    String name,
    TensorSpec spec,
    boolean trainable,
    List<String> storedAs,
    List<String> trackedAs,
    @Nullable String initializer,
    double startValue,
    boolean autocast,
    boolean stored,
    @Nullable TensorValue stated,
    @Nullable Ones ones,
    @Nullable KerasObject drawnBy) {
  /**
   * A part of a vector.
   *
   * @param from the first element
   * @param to the element behind the last one
   */
  public record Ones(int from, int to) {}

  public WeightSpec {
    storedAs = List.copyOf(storedAs);
    trackedAs = List.copyOf(trackedAs);
  }

  /** A trainable weight whose initializer is configured as {@code <name>_initializer}. */
  public static WeightSpec trainable(String name, TensorSpec spec) {
    return of(name, spec, true);
  }

  /** A weight the optimizer leaves alone, whose initializer is {@code <name>_initializer}. */
  public static WeightSpec nonTrainable(String name, TensorSpec spec) {
    return of(name, spec, false);
  }

  /**
   * A state that a layer carries from one run to the next; all zeros at the start.
   *
   * @param attribute what Keras objects hold it under
   */
  public static WeightSpec state(String name, TensorSpec spec, String attribute) {
    return new WeightSpec(
        name,
        spec,
        false,
        List.of(name),
        List.of(attribute),
        null,
        0,
        true,
        false,
        null,
        null,
        null);
  }

  /**
   * A weight the optimizer leaves alone, with the value that the configuration states.
   *
   * @param attribute what Keras objects hold it under
   */
  public static WeightSpec stated(String name, TensorValue value, String attribute) {
    List<String> names = List.of(name);
    List<String> held = List.of(attribute);
    return new WeightSpec(
        name, value.spec(), false, names, held, null, 0, true, false, value, null, null);
  }

  private static WeightSpec of(String name, TensorSpec spec, boolean trainable) {
    List<String> names = List.of(name);
    return new WeightSpec(
        name,
        spec,
        trainable,
        names,
        names,
        name + "_initializer",
        0,
        true,
        true,
        null,
        null,
        null);
  }

  /** This weight with a further name that files use for it. */
  public WeightSpec alsoStoredAs(String other) {
    return with(draft -> draft.storedAs = append(storedAs, other));
  }

  /** This weight with a further attribute that Keras objects hold it under. */
  public WeightSpec alsoTrackedAs(String attribute) {
    return with(draft -> draft.trackedAs = append(trackedAs, attribute));
  }

  /** This weight with a fixed initial value in place of a configured initializer. */
  public WeightSpec startingAt(double value) {
    return with(
        draft -> {
          draft.initializer = null;
          draft.startValue = value;
          draft.drawnBy = null;
        });
  }

  /** This weight with its initializer under another key of the configuration. */
  public WeightSpec initializedBy(String key) {
    return with(
        draft -> {
          draft.initializer = key;
          draft.drawnBy = null;
        });
  }

  /**
   * This weight with an initializer that Keras chooses itself.
   *
   * @param drawn such as {@code TruncatedNormal} with its settings
   */
  public WeightSpec drawnBy(KerasObject drawn) {
    return with(
        draft -> {
          draft.initializer = null;
          draft.startValue = 0;
          draft.drawnBy = drawn;
        });
  }

  /** This weight, a vector, with elements that start as 1. */
  public WeightSpec withOnes(int from, int to) {
    return with(draft -> draft.ones = new Ones(from, to));
  }

  /** This weight, handed to calls in the element type it is stored in. */
  public WeightSpec withoutAutocast() {
    return with(draft -> draft.autocast = false);
  }

  private WeightSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new WeightSpec(
        name,
        spec,
        trainable,
        draft.storedAs,
        draft.trackedAs,
        draft.initializer,
        draft.startValue,
        draft.autocast,
        stored,
        stated,
        draft.ones,
        draft.drawnBy);
  }

  private static List<String> append(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }

  /** What can become of a weight. */
  private static final class Draft {
    private List<String> storedAs;
    private List<String> trackedAs;
    private @Nullable String initializer;
    private double startValue;
    private boolean autocast;
    private @Nullable Ones ones;
    private @Nullable KerasObject drawnBy;

    Draft(WeightSpec of) {
      storedAs = of.storedAs;
      trackedAs = of.trackedAs;
      initializer = of.initializer;
      startValue = of.startValue;
      autocast = of.autocast;
      ones = of.ones;
      drawnBy = of.drawnBy;
    }
  }
}
