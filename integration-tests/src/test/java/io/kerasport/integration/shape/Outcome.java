package io.kerasport.integration.shape;

import io.kerasport.export.ExportException;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import java.util.List;

/**
 * What a backend says of a row.
 *
 * @param verdict element types and shapes of all outputs, or that the node or one behind it is
 *     refused
 * @param reason why it is refused, else empty
 */
record Outcome(String verdict, String reason) {
  static final String REFUSED = "refused";

  static Outcome of(Row row, GraphBuilder graph) {
    try {
      return new Outcome(describe(row.prepare(graph).build().outputs()), "");
    } catch (ExportException e) {
      return new Outcome(REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static String describe(List<Operand> outputs) {
    return outputs.stream()
        .map(output -> output.dtype().kerasName() + output.shape())
        .toList()
        .toString();
  }
}
