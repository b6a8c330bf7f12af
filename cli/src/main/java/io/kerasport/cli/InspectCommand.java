package io.kerasport.cli;

import io.kerasport.core.inspect.SavedModelReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells what a SavedModel holds. */
@Command(
    name = "inspect",
    description = "Show what a SavedModel holds: tags, signatures, variables, assets, ops.",
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  private final Output output;

  @Parameters(paramLabel = "DIR", description = "The directory that holds saved_model.pb.")
  private Path directory = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  InspectCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    SavedModelReport report = common.runtime().inspector().inspect(directory);
    if (common.format() == Format.JSON) {
      InspectJson.write(report, output.out());
    } else {
      new InspectText(output.out()).write(report);
    }
    return 0;
  }
}
