package io.kerasport.integration.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.kerasport.export.ReadOptions;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    List<Form> forms = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(folder().resolve("forms.json").toFile())) {
      json.nextToken();
      for (Object row : (List<?>) Objects.requireNonNull(Fixture.value(json))) {
        forms.add(of((Map<?, ?>) row));
      }
    }
    return forms;
  }

  static Path folder() {
    return Fixture.root().resolve("forms");
  }

  private static Form of(Map<?, ?> row) {
    ReadOptions options = ReadOptions.defaults();
    if (row.get("weights") instanceof String weights) {
      options = options.withWeights(folder().resolve(weights));
    }
    if (row.get("input_shape") instanceof List<?> dims) {
      long[] shape =
          dims.stream()
              .mapToLong(
                  dim -> "null".equals(dim) ? Shape.UNKNOWN_DIM : Long.parseLong(dim.toString()))
              .toArray();
      options = options.withInputShape(Shape.of(shape));
    }
    return new Form(
        String.valueOf(row.get("form")),
        Integer.parseInt(String.valueOf(row.get("generation"))),
        folder().resolve(String.valueOf(row.get("model"))),
        options,
        String.valueOf(row.get("expected")),
        String.valueOf(row.get("output")));
  }

  @Override
  public String toString() {
    String weights = options.weights().map(file -> ", " + file.getFileName()).orElse("");
    return form + ": " + folder().relativize(model) + weights;
  }
}
