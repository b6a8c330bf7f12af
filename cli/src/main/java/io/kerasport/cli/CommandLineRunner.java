package io.kerasport.cli;

import io.kerasport.export.ExportException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs commands inside this process. */
final class CommandLineRunner {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final String BUG =
      "This is a bug in kerasport. Please report it with the lines below.";

  private final Output output;

  CommandLineRunner(PrintWriter out, PrintWriter err, Terminal terminal) {
    this.output = new Output(out, err, terminal);
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (OutOfMemoryError e) {
      output
          .err()
          .println(
              "Out of memory. Give more with KERASPORT_JAVA_OPTS=-Xmx1g, or as much as you have.");
      return FAILED;
    } catch (Error e) { // StackOverflowError, LinkageError, AssertionError
      return bug(e);
    } finally {
      output.out().flush();
      output.err().flush();
    }
  }

  private CommandLine commandLine() {
    Help.Ansi ansi = output.terminal().colour() ? Help.Ansi.ON : Help.Ansi.OFF;
    return new CommandLine(new KerasportCommand(), new CommandFactory(output))
        .setOut(output.out())
        .setErr(output.err())
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::usage)
        .setExecutionExceptionHandler((e, command, parsed) -> failure(e));
  }

  private int usage(ParameterException e, String[] arguments) {
    PrintWriter err = output.err();
    err.println(e.getMessage());
    CommandLine command = e.getCommandLine();
    if (!command.getSubcommands().isEmpty() && !(e instanceof UnmatchedArgumentException)) {
      command.usage(err);
    } else if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return USAGE;
  }

  private int failure(Exception e) {
    if (e instanceof ExportException refused) {
      output.err().println(refused.getMessage());
      return FAILED;
    }
    return bug(e);
  }

  private int bug(Throwable e) {
    output.err().println(BUG);
    e.printStackTrace(output.err());
    return FAILED;
  }
}
