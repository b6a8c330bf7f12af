package io.kerasport.cli;

import io.kerasport.core.inspect.Difference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two SavedModels. */
@Command(
    name = "diff",
    description = {
      "Compare two SavedModels: signatures, graphs whatever their nodes are called,",
      "checkpoint and assets byte by byte. Exit code 1 if they differ."
    },
    sortOptions = false)
final class DiffCommand implements Callable<Integer> {
  private final Output output;

  @Parameters(index = "0", paramLabel = "A", description = "Directory of a SavedModel.")
  private Path left = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Directory of another.")
  private Path right = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  DiffCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    List<Difference> differences = common.runtime().diff().compare(left, right);
    if (common.format() == Format.JSON) {
      json(differences);
    } else {
      text(differences);
    }
    return differences.isEmpty() ? 0 : 1;
  }

  private void text(List<Difference> differences) {
    Ansi ansi = output.terminal().colour() ? Ansi.ON : Ansi.OFF;
    PrintWriter out = output.out();
    for (Difference difference : differences) {
      out.println(difference.where());
      out.println(ansi.new Text("@|red   - |@").toString() + difference.left());
      out.println(ansi.new Text("@|green   + |@").toString() + difference.right());
    }
    if (!common.quiet()) {
      output
          .err()
          .println(
              switch (differences.size()) {
                case 0 -> "No differences.";
                case 1 -> "1 difference.";
                default -> differences.size() + " differences.";
              });
    }
  }

  private void json(List<Difference> differences) {
    JsonText.write(
        output.out(),
        json -> {
          json.field("equal", differences.isEmpty());
          json.array(
              "differences",
              differences,
              difference -> {
                json.field("where", difference.where());
                json.field("left", difference.left());
                json.field("right", difference.right());
              });
        });
  }
}
