package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a Keras file as a SavedModel. */
@Command(
    name = "export",
    description = {
      "Export a Keras model as a TensorFlow SavedModel.",
      "Prints the path of the SavedModel."
    },
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  private final Output output;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "A .keras file, a whole model in an .h5 file, or a SavedModel of Keras 2 or",
        "Kerasport; with --weights also an architecture in JSON."
      })
  private Path file = Path.of("");

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = {
        "Where to write: the SavedModel becomes a new child of this directory,",
        "named by the time, as TensorFlow Serving expects it."
      })
  private Path directory = Path.of("");

  @Option(
      names = "--exact-path",
      description = "Write to DIR itself, which must be absent or empty.")
  private boolean exactPath;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = {
        "pure-java needs no native library; tensorflow builds the graph with TensorFlow.",
        "Else kerasport.backend of the system properties, KERASPORT_BACKEND,",
        "or the configuration file decides; pure-java without any."
      })
  private @Nullable String backend;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = {
        "Pin the model to a device such as /GPU:0. Servers without that device",
        "cannot run it; without this option it runs anywhere."
      })
  private @Nullable String device;

  @Option(
      names = "--fused-lstm",
      description = {
        "Serve LSTMs as one kernel where that gives the same numbers, which is",
        "faster on CPU. Those that stay loops are named."
      })
  private boolean fusedLstm;

  @Mixin private SignatureOptions signature = new SignatureOptions();

  @Mixin private CompileOptions compile = new CompileOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  ExportCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime(backend);
    Model model = compile.applyTo(source.read(runtime.reader(), file));
    ExportResult result;
    try (ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      result = runtime.exporter().export(model, directory, options(model, progress));
    }
    if (common.format() == Format.JSON) {
      ExportJson.write(result, output.out());
    } else {
      output.out().println(result.path());
    }
    if (!common.quiet()) {
      notes(result);
    }
    return 0;
  }

  /** Warnings, and which modes there are not, one line for each reason. */
  private void notes(ExportResult result) {
    result.warnings().forEach(warning -> output.err().println("Warning: " + warning));
    Map<String, List<String>> tagsByReason = new LinkedHashMap<>();
    result
        .skipped()
        .forEach(
            (mode, reason) ->
                tagsByReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(mode.tag()));
    tagsByReason.forEach(
        (reason, tags) ->
            output.err().println("Without " + String.join(" and ", tags) + ": " + reason));
  }

  private ExportOptions options(Model model, ProgressLine progress) {
    ExportOptions.Builder options =
        ExportOptions.builder().progress(progress).exactPath(exactPath).fusedLstm(fusedLstm);
    signature.addTo(options, model);
    if (device != null) {
      options.device(device);
    }
    return options.build();
  }
}
