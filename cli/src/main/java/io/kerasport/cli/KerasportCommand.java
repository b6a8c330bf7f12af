package io.kerasport.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
    name = "kerasport",
    description = "Exports Keras models to TensorFlow SavedModels, looks into those and runs them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ExportCommand.class,
      InspectCommand.class,
      DiffCommand.class,
      SummaryCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      TrainCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Results go to standard output, everything else to standard error.",
      "Exit code: 0 done, 1 refused, failed or different, 2 wrong usage."
    })
final class KerasportCommand {}
