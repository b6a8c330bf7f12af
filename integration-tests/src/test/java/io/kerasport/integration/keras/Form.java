package io.kerasport.integration.keras;

import io.kerasport.export.ReadOptions;
import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model in one of the less common forms of files, with what its writer predicted.
 *
 * @param form what the files are
 * @param generation of Keras
 * @param model the file to give first
 * @param options what to give besides
 * @param expected the array of predictions
 * @param output the name of the output
 */
record Form(
    String form, int generation, Path model, ReadOptions options, String expected, String output) {

  /** All forms, in the order of their list. */
  static List<Form> all() throws IOException {
    return Json.rows(folder().resolve("forms.json")).stream().map(Form::of).toList();
  }

  static Path folder() {
    return Fixture.root().resolve("forms");
  }

  private static Form of(Config row) {
    ReadOptions options = ReadOptions.defaults();
    if (row.has("weights")) {
      options = options.withWeights(folder().resolve(row.string("weights")));
    }
    if (row.has("input_shape")) {
      long[] shape =
          row.list("input_shape").stream()
              .mapToLong(dim -> dim instanceof Number size ? size.longValue() : Shape.UNKNOWN_DIM)
              .toArray();
      options = options.withInputShape(Shape.of(shape));
    }
    return new Form(
        row.string("form"),
        (int) row.integer("generation"),
        folder().resolve(row.string("model")),
        options,
        row.string("expected"),
        row.string("output"));
  }

  @Override
  public String toString() {
    String weights = options.weights().map(file -> ", " + file.getFileName()).orElse("");
    return form + ": " + folder().relativize(model) + weights;
  }
}
