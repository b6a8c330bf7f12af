package io.kerasport.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs every command once, for the launcher to archive the classes they load. It is no test: what
 * fails here is archived up to there.
 */
public final class Rehearsal {
  private static final String LOSS = "--loss=sparse_categorical_crossentropy";
  private static final String OPTIMIZER = "--optimizer=Adam";
  private static final String METRICS = "--metrics=accuracy";

  private Rehearsal() {}

  /**
   * Exports models and looks at the results.
   *
   * @param arguments a directory to write to, then the files of small models
   */
  public static void main(String[] arguments) {
    Path scratch = Path.of(arguments[0]);
    List<String> models = Arrays.asList(arguments).subList(1, arguments.length);
    run("--help");
    for (int i = 0; i < models.size(); i++) {
      String target = scratch.resolve(Integer.toString(i)).toString();
      run("export", models.get(i), "--output", target, "--exact-path");
      run("summary", models.get(i));
      run("inspect", target);
      run("inspect", target, "--format", "json");
      run("diff", target, scratch.resolve("0").toString());
      String compiled = scratch.resolve("compiled" + i).toString();
      run("export", models.get(i), "--output", compiled, "--exact-path", LOSS, OPTIMIZER, METRICS);
    }
  }

  private static void run(String... arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new CommandLineRunner(nowhere, nowhere, Terminal.NONE).run(arguments);
  }
}
