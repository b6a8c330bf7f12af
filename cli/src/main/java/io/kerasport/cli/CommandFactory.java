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
    if (type == PredictCommand.class) {
      return type.cast(new PredictCommand(output));
    }
    if (type == EvaluateCommand.class) {
      return type.cast(new EvaluateCommand(output));
    }
    if (type == TrainCommand.class) {
      return type.cast(new TrainCommand(output));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
