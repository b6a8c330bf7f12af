package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.core.summary.ModelSummary;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a model's layers. */
@Command(
    name = "summary",
    description = "Show the layers of a model with output shapes and parameters, as Keras does.",
    sortOptions = false)
final class SummaryCommand implements Callable<Integer> {
  private final Output output;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "A .keras file, a whole model in an .h5 file, or an exported SavedModel;",
        "with --weights also an architecture in JSON."
      })
  private Path file = Path.of("");

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(names = "--expand-nested", description = "Show the layers of nested models, too.")
  private boolean expandNested;

  @Mixin private CommonOptions common = new CommonOptions();

  SummaryCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime();
    Model model = source.read(runtime.reader(), file);
    ModelSummary summary = runtime.summarizer().summarize(model);
    if (common.format() == Format.JSON) {
      SummaryJson.write(summary, output.out());
    } else {
      new SummaryTable(output.out(), expandNested).write(summary);
    }
    if (!common.quiet() && !summary.problems().isEmpty()) {
      output.err().println("An export would be refused:");
      summary.problems().forEach(problem -> output.err().println("  - " + problem));
    }
    return 0;
  }
}
