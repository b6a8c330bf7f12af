package io.kerasport.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Runs commands inside this process and keeps what they wrote. */
final class Command {
  private final Terminal terminal;

  private Command(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * What a command did.
   *
   * @param exitCode its exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int exitCode, String out, String err) {}

  /** A command whose output goes into files. */
  static Result run(Object... arguments) {
    return new Command(Terminal.NONE).execute(arguments);
  }

  /** A command in a terminal. */
  static Command in(Terminal terminal) {
    return new Command(terminal);
  }

  Result execute(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode =
        new CommandLineRunner(new PrintWriter(out), new PrintWriter(err), terminal).run(texts);
    return new Result(exitCode, out.toString(), err.toString());
  }

  /** A model that {@code src/test/python/models.py} wrote. */
  static Path model(String name) {
    try {
      return Path.of(Objects.requireNonNull(Command.class.getResource("/models/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
