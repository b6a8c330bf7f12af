package io.kerasport.serializers.inner;

import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of a layer inside another one are found.
 *
 * @param name what Keras puts before their names
 * @param attribute the path of attributes that leads to the layer in Keras' objects
 * @param storedName the same path as archives have it
 * @param config the path to its configuration in that of the layer around it; empty if both have
 *     the same
 * @param bare whether files may have the names without anything before them
 */
public record InnerWeights(
    String name, String attribute, String storedName, String config, boolean bare) {
  /** A layer without anything else to say of. */
  public static InnerWeights at(String name, String attribute) {
    return new InnerWeights(name, attribute, attribute, "", false);
  }

  /** The same with another path in archives. */
  public InnerWeights storedUnder(String path) {
    return new InnerWeights(name, attribute, path, config, bare);
  }

  /** The same with a configuration of its own. */
  public InnerWeights configuredAt(String path) {
    return new InnerWeights(name, attribute, storedName, path, bare);
  }

  /** The same where files may have the bare names. */
  public InnerWeights alsoStoredBare() {
    return new InnerWeights(name, attribute, storedName, config, true);
  }

  /** The weights as those of the layer around it. */
  public List<WeightSpec> of(List<WeightSpec> weights, LayerDescription inner) {
    boolean trainable = config.isEmpty() || inner.config().bool("trainable", true);
    List<WeightSpec> placed = new ArrayList<>();
    int position = 0;
    for (WeightSpec weight : weights) {
      List<String> stored = new ArrayList<>();
      weight.storedAs().forEach(known -> stored.add(name + "/" + known));
      weight.storedAs().forEach(known -> stored.add(storedName + "/" + known));
      weight.trackedAs().forEach(known -> stored.add(attribute + "/" + known));
      if (!weight.name().contains("/")) {
        stored.add(storedName + "/" + position++);
      }
      if (bare) {
        stored.addAll(weight.storedAs());
      }
      placed.add(
          new WeightSpec(
              name + "/" + weight.name(),
              weight.spec(),
              trainable && weight.trainable(),
              stored.stream().distinct().toList(),
              weight.trackedAs().stream().map(known -> attribute + "/" + known).toList(),
              key(weight.initializer()),
              weight.startValue(),
              weight.autocast(),
              weight.stored(),
              weight.stated(),
              weight.ones(),
              weight.drawnBy()));
    }
    return placed;
  }

  private @Nullable String key(@Nullable String initializer) {
    return initializer == null || config.isEmpty() ? initializer : config + "/" + initializer;
  }
}
