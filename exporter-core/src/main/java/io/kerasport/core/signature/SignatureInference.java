package io.kerasport.core.signature;

import io.kerasport.export.InputSignature;
import io.kerasport.export.Problem;
import io.kerasport.export.SignatureInferenceException;
import io.kerasport.export.SignatureKeys;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.DTypePolicy;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Infers the inputs of a model's signatures from its input layers. */
public final class SignatureInference {
  private static final String WAY_OUT =
      "Give every input layer a shape and a name of its own, and save the model again.";

  /**
   * The inputs of a model, in its order.
   *
   * @param signature what the caller asks for instead of what the input layers say
   * @param keys the names that callers use
   * @throws SignatureInferenceException listing every input without a usable spec, every spec that
   *     does not fit the model, and every key that names nothing or is used twice
   */
  public List<SignatureInput> inputsOf(
      Model model, Optional<InputSignature> signature, SignatureKeys keys) {
    List<SignatureInput> inputs = inputsOf(model);
    List<Problem> problems = new ArrayList<>();
    if (signature.isPresent()) {
      inputs = new RequestedInputs(model, inputs, problems).apply(signature.get());
    }
    new KeyCheck(problems).check(model, inputs, keys);
    if (!problems.isEmpty()) {
      throw new SignatureInferenceException(
          "The signature asked for does not fit model `" + model.name() + "`",
          problems,
          "The model takes "
              + String.join(
                  ", ", inputsOf(model).stream().map(i -> i.key() + " " + i.spec()).toList())
              + " and gives "
              + String.join(", ", model.outputNames())
              + ".");
    }
    return inputs.stream()
        .map(input -> new SignatureInput(keys.input(input.key()), input.tensor(), input.spec()))
        .toList();
  }

  /**
   * The inputs that a model's input layers describe, in its order.
   *
   * @throws SignatureInferenceException listing every input without a usable spec
   */
  public List<SignatureInput> inputsOf(Model model) {
    List<Problem> problems = new ArrayList<>();
    List<SignatureInput> inputs = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (KerasTensor tensor : model.inputs()) {
      String name = tensor.layer();
      if (!keys.add(name)) {
        problems.add(new Problem("the name occurs twice among the inputs", "input " + name));
      }
      try {
        inputs.add(new SignatureInput(name, tensor, specOf(model.layer(name))));
      } catch (ConfigException e) {
        problems.add(
            new Problem("the configuration entry " + e.getMessage(), "input layer " + name));
      }
    }
    if (inputs.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem("the model has no inputs", ""));
    }
    if (!problems.isEmpty()) {
      throw new SignatureInferenceException(
          "The inputs of model `" + model.name() + "` give no signature", problems, WAY_OUT);
    }
    return inputs;
  }

  private static TensorSpec specOf(Layer layer) {
    Config config = layer.config();
    for (String flag : List.of("sparse", "ragged")) {
      if (config.bool(flag, false)) {
        throw new ConfigException(flag, "false, as only dense inputs are exported", true);
      }
    }
    DType dtype = DTypePolicy.of(config.get("dtype")).compute();
    return new TensorSpec(
        dtype, shapeOf(config, config.has("batch_shape") ? "batch_shape" : "batch_input_shape"));
  }

  private static Shape shapeOf(Config config, String key) {
    List<?> dims = config.list(key);
    long[] sizes = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      Object dim = dims.get(i);
      if (dim == null) {
        sizes[i] = Shape.UNKNOWN_DIM;
      } else if (dim instanceof Long size && size >= 0) {
        sizes[i] = size;
      } else {
        throw new ConfigException(key, "a list of sizes and nulls", dims);
      }
    }
    return Shape.of(sizes);
  }
}
