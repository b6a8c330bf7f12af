package io.kerasport.integration.keras;

import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The page that says which files are read, as the fixtures have it: every {@code yes} is a file
 * whose export by both backends predicts what its writer predicted. The main method writes it.
 */
final class FormatsPage {
  private static final String INTRODUCTION =
      """
      # Which files are read

      Every `yes` below is a file in the tests: Kerasport reads it, both backends export it, and the export predicts what its writer predicted. The page is written from the tests' own lists; a test fails when it says anything else.

      What a file is, its content decides, not its name. Keras 2 means Keras 2.0 and later, tf.keras and tf_keras; the files were written by %s.
      """;

  private final Config readable;
  private final List<Fixture> fixtures;
  private final List<Form> forms;

  private FormatsPage(Config readable, List<Fixture> fixtures, List<Form> forms) {
    this.readable = readable;
    this.fixtures = fixtures;
    this.forms = forms;
  }

  /** Takes the file to write. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() throws IOException {
    Config readable = Json.read(Fixture.root().resolve("readable.json"));
    return new FormatsPage(readable, Fixture.all(), Form.all()).page();
  }

  private String page() {
    Set<String> writers = new TreeSet<>();
    fixtures.forEach(fixture -> writers.add(fixture.writer()));
    List<String> lines = new ArrayList<>();
    lines.add(INTRODUCTION.formatted(String.join(" and ", writers)).strip());
    lines.add("");
    lines.addAll(formLines());
    lines.addAll(featureLines());
    return String.join("\n", lines) + "\n";
  }

  private List<String> formLines() {
    Map<String, Set<Integer>> generations = new LinkedHashMap<>();
    for (String kind : List.of("keras", "h5")) {
      for (Fixture fixture : fixtures) {
        if (fixture.files().containsKey(kind)) {
          add(generations, "whole model, `." + kind + "`", generation(fixture));
        }
      }
    }
    forms.forEach(form -> add(generations, form.form(), form.generation()));
    add(generations, "SavedModel with `keras_metadata.pb`", 2);
    add(generations, "SavedModel that Kerasport wrote", 2);
    add(generations, "SavedModel that Kerasport wrote", 3);
    List<String> lines = new ArrayList<>(List.of("## Forms", ""));
    lines.add("| form | Keras 2 | Keras 3 |");
    lines.add("|---|---|---|");
    generations.forEach(
        (form, found) ->
            lines.add(
                "| "
                    + form
                    + " | "
                    + mark(found.contains(2))
                    + " | "
                    + mark(found.contains(3))
                    + " |"));
    lines.add("");
    return lines;
  }

  private static void add(Map<String, Set<Integer>> generations, String form, int generation) {
    generations.computeIfAbsent(form, key -> new TreeSet<>()).add(generation);
  }

  private List<String> featureLines() {
    List<String> lines = new ArrayList<>();
    lines.add("## Features");
    lines.add("");
    lines.add(
        "Each row is one model of the tests. A file marked ¹ is one that "
            + readable.string("reader")
            + " cannot read back, or reads and predicts something else with.");
    lines.add("");
    lines.add("| model | Keras 2 `.keras` | Keras 2 `.h5` | Keras 3 `.keras` | Keras 3 `.h5` |");
    lines.add("|---|---|---|---|---|");
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Fixture fixture : fixtures) {
      Map<String, String> cells =
          rows.computeIfAbsent(fixture.name(), name -> new LinkedHashMap<>());
      fixture
          .files()
          .forEach((kind, file) -> cells.put(generation(fixture) + kind, "yes" + footnote(file)));
    }
    rows.forEach(
        (name, cells) ->
            lines.add(
                "| "
                    + String.join(
                        " | ",
                        name.replace('_', ' '),
                        cells.getOrDefault("2keras", ""),
                        cells.getOrDefault("2h5", ""),
                        cells.getOrDefault("3keras", ""),
                        cells.getOrDefault("3h5", ""))
                    + " |"));
    return lines;
  }

  private String footnote(Path file) {
    String name = Fixture.root().relativize(file).toString().replace('\\', '/');
    return readable.object("files").string(name, "yes").equals("yes") ? "" : "¹";
  }

  private static int generation(Fixture fixture) {
    return fixture.writer().startsWith("keras 3") ? 3 : 2;
  }

  private static String mark(boolean found) {
    return found ? "yes" : "";
  }
}
