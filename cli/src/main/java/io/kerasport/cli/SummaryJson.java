package io.kerasport.cli;

import io.kerasport.core.summary.ModelSummary;
import io.kerasport.model.Shape;
import java.io.PrintWriter;
import java.util.List;

/** A model's summary as JSON, nested models always expanded. */
final class SummaryJson {
  private final JsonText json;

  private SummaryJson(JsonText json) {
    this.json = json;
  }

  static void write(ModelSummary summary, PrintWriter out) {
    JsonText.write(out, json -> new SummaryJson(json).summary(summary));
  }

  private void summary(ModelSummary summary) {
    json.field("name", summary.name());
    json.array("layers", summary.rows(), this::row);
    parameters("total", summary.total());
    parameters("trainable", summary.trainable());
    parameters("non_trainable", summary.nonTrainable());
    parameters("other", summary.untold());
  }

  private void row(ModelSummary.Row row) {
    json.field("name", row.name());
    json.field("class", row.className());
    shapes(row.outputs());
    json.field("params", row.parameters());
    json.strings("connected_to", row.connectedTo());
    json.array("layers", row.nested(), this::row);
  }

  private void shapes(List<Shape> outputs) {
    json.array("outputs", outputs, shape -> json.shape("shape", shape));
  }

  private void parameters(String name, ModelSummary.Parameters parameters) {
    json.object(
        name,
        () -> {
          json.field("params", parameters.count());
          json.field("bytes", parameters.bytes());
        });
  }
}
