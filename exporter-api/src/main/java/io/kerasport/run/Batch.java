package io.kerasport.run;

import io.kerasport.graph.TensorValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Samples to evaluate or to train with.
 *
 * @param inputs tensors by the keys of the signature's inputs; the first dimension counts samples
 * @param targets for outputs with a loss or metrics, by the keys of the outputs
 * @param sampleWeights weights of samples, float32, by the names of the model's outputs; without,
 *     every sample counts the same
 */
public record Batch(
    Map<String, TensorValue> inputs,
    Map<String, TensorValue> targets,
    Map<String, TensorValue> sampleWeights) {
  public Batch {
    inputs = ordered(inputs);
    targets = ordered(targets);
    sampleWeights = ordered(sampleWeights);
  }

  /** Samples that all count the same. */
  public static Batch of(Map<String, TensorValue> inputs, Map<String, TensorValue> targets) {
    return new Batch(inputs, targets, Map.of());
  }

  private static Map<String, TensorValue> ordered(Map<String, TensorValue> tensors) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The number of samples: the first size of the first input, 1 for a scalar or no input. */
  public long size() {
    return inputs.values().stream()
        .map(value -> value.spec().shape())
        .filter(shape -> shape.rank() > 0)
        .findFirst()
        .map(shape -> shape.dim(0))
        .orElse(1L);
  }
}
