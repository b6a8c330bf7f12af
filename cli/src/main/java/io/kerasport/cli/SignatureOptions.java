package io.kerasport.cli;

import io.kerasport.export.ExportOptions;
import io.kerasport.export.InputSignature;
import io.kerasport.export.Problem;
import io.kerasport.export.SignatureInferenceException;
import io.kerasport.export.SignatureKeys;
import io.kerasport.model.DType;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the exported signatures take, and the names by which they take and give it. */
final class SignatureOptions {
  private static final Pattern SPEC = Pattern.compile("(?:(?<dtype>\\w+):)?(?<dims>.*)");
  private static final List<String> UNKNOWN = List.of("?", "-1", "none");

  @Option(
      names = "--serving-only",
      description = {
        "Leave out what evaluation and training need; tf.saved_model.load gets objects",
        "with signatures and variables then."
      })
  private boolean servingOnly;

  @Option(names = "--as-text", description = "Write saved_model.pbtxt instead of saved_model.pb.")
  private boolean asText;

  @Option(
      names = "--input-signature",
      paramLabel = "INPUT=[DTYPE:]DIMS",
      description = {
        "What an input takes, such as image=float32:8,224,224,3; ? for a size left open.",
        "State it for every input or none."
      })
  private Map<String, String> specs = new LinkedHashMap<>();

  @Option(
      names = "--rename-input",
      paramLabel = "INPUT=KEY",
      description = "Call an input by this key in the signatures.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--rename-output",
      paramLabel = "OUTPUT=KEY",
      description = "Call an output by this key in the signatures.")
  private Map<String, String> outputs = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /**
   * States the options.
   *
   * @throws SignatureInferenceException if a spec is for an input that the model does not have
   */
  void addTo(ExportOptions.Builder options, Model model) {
    options
        .servingOnly(servingOnly)
        .asText(asText)
        .signatureKeys(new SignatureKeys(inputs, outputs));
    if (!specs.isEmpty()) {
      Map<String, InputSignature> signature = new LinkedHashMap<>();
      specs.forEach((name, spec) -> signature.put(name, InputSignature.of(parse(name, spec))));
      requireInputs(model);
      options.inputSignature(InputSignature.of(signature));
    }
  }

  /** A mistyped name would else be taken for a key, and its spec for that of the next input. */
  private void requireInputs(Model model) {
    List<String> names = model.inputs().stream().map(KerasTensor::layer).toList();
    List<Problem> problems =
        specs.keySet().stream()
            .filter(name -> !names.contains(name))
            .map(name -> new Problem("there is no such input", "input " + name))
            .toList();
    if (!problems.isEmpty()) {
      throw new SignatureInferenceException(
          "The signature asked for does not fit model `" + model.name() + "`",
          problems,
          "The model takes " + String.join(", ", names) + ".");
    }
  }

  private TensorSpec parse(String name, String text) {
    Matcher matcher = SPEC.matcher(text);
    try {
      if (matcher.matches()) {
        String dtype = matcher.group("dtype");
        return new TensorSpec(
            dtype == null ? DType.FLOAT : DType.ofKerasName(dtype), shape(matcher.group("dims")));
      }
    } catch (IllegalArgumentException e) {
      // The message below says what was expected.
    }
    throw new ParameterException(
        command.commandLine(),
        "`" + name + "=" + text + "` is not a spec like " + name + "=float32:?,224,224,3");
  }

  private static Shape shape(String dims) {
    if (dims.isBlank()) {
      return Shape.scalar();
    }
    String[] sizes = dims.split(",", -1);
    long[] shape = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      String size = sizes[i].strip().toLowerCase(Locale.ROOT);
      shape[i] = UNKNOWN.contains(size) ? Shape.UNKNOWN_DIM : Long.parseLong(size);
    }
    return Shape.of(shape);
  }
}
