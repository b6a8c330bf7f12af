package io.kerasport.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be called in a model: a layer, or another model. One object is one layer: where it is
 * called again, its weights are shared.
 */
public abstract sealed class Block permits KerasLayer, Architecture {
  private final long order = Creation.next();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable String name;

  Block() {}

  final void rename(String own) {
    name = own;
  }

  /** The name it was given; otherwise it gets one as Keras does, such as {@code dense_1}. */
  public final Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Tells it from what was made earlier and later; Keras counts names in this order. */
  public final long order() {
    return order;
  }

  /** Its calls in the order in which they were made. */
  public final List<Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Calls it with a list of tensors, as Keras' merging layers take them. */
  public final Output call(List<? extends Tensor> inputs) {
    return call(Arguments.of(inputs));
  }

  /**
   * Calls it with one tensor, or with several one after the other: {@code attention.call(query,
   * value)}. For a list of them see {@link #call(List)}.
   */
  public Output call(Tensor first, Tensor... more) {
    List<Tensor> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(more));
    return call(Arguments.of(all.toArray()));
  }

  /** Calls it. The result is the first output; {@link Output#sibling} gives the others. */
  public final Output call(Arguments arguments) {
    Call call = new Call(this, arguments);
    calls.add(call);
    return new Output(call, 0);
  }
}
