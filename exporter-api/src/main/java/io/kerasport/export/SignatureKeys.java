package io.kerasport.export;

import java.util.Map;

/**
 * The keys of inputs and outputs in SignatureDefs, where they are not to be the model's own names.
 *
 * @param inputs for names of the model's inputs, the keys to use instead
 * @param outputs for names of the model's outputs, the keys to use instead; the keys of targets and
 *     predictions in the training and evaluation signatures follow them
 */
public record SignatureKeys(Map<String, String> inputs, Map<String, String> outputs) {
  public SignatureKeys {
    inputs = Map.copyOf(inputs);
    outputs = Map.copyOf(outputs);
  }

  /** The names the model has. */
  public static SignatureKeys ofModel() {
    return new SignatureKeys(Map.of(), Map.of());
  }

  /** The key of an input. */
  public String input(String name) {
    return inputs.getOrDefault(name, name);
  }

  /** The key of an output. */
  public String output(String name) {
    return outputs.getOrDefault(name, name);
  }
}
