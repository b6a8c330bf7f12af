package io.kerasport.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a model: its identity, configuration and stored weights. A model used as a layer
 * carries that model in {@code nested}, and so does a layer that applies a model.
 *
 * @param name unique inside its model
 * @param className the Keras class, such as {@code Dense}; the bare operations of a Keras 3 model
 *     ({@code x + y}, {@code ops.relu}) are layers too, called {@code keras.ops.Add} and so on, as
 *     some share their name with a layer; the TensorFlow functions that Keras 2 models call are
 *     layers called {@code tf.math.add} and so on, by TensorFlow's public name
 * @param registeredName the name a custom class was registered under, such as {@code
 *     my_package>MyLayer}; null for the classes of Keras
 * @param config the layer's configuration, as the file has it
 * @param weights stored weights in the order of the file; empty if the source stored no weights at
 *     all, so that the layer starts from its initializers. Always empty for nested models, whose
 *     layers own their weights
 * @param nested the model that a layer is, or that it applies: {@code TimeDistributed} may hold one
 *     in its configuration entry {@code layer}
 */
public record Layer(
    String name,
    String className,
    @Nullable String registeredName,
    Config config,
    Optional<List<Weight>> weights,
    @Nullable Model nested) {
  private static final String APPLYING = "TimeDistributed";

  public Layer {
    weights = weights.map(List::copyOf);
  }

  /** Whether this layer is a model itself. */
  public boolean isModel() {
    return nested != null && !className.equals(APPLYING);
  }

  /** Whether this layer applies a model. */
  public boolean appliesModel() {
    return nested != null && className.equals(APPLYING);
  }

  /** Whether this layer is an entry point of its model. */
  public boolean isInput() {
    return className.equals("InputLayer");
  }
}
