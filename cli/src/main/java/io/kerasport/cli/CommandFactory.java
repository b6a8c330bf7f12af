package io.kerasport.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, which write to one output. */
final class CommandFactory implements IFactory {
  private final Output output;

  CommandFactory(Output output) {
    this.output = output;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ExportCommand.class) {
      return type.cast(new ExportCommand(output));
    }
    if (type == InspectCommand.class) {
      return type.cast(new InspectCommand(output));
    }
    if (type == DiffCommand.class) {
      return type.cast(new DiffCommand(output));
    }
    if (type == SummaryCommand.class) {
      return type.cast(new SummaryCommand(output));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
