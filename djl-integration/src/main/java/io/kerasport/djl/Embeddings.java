package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Stored;
import io.kerasport.djl.Value.Traced;
import java.util.List;
import java.util.Map;

/** Rows of a table. */
final class Embeddings {
  private Embeddings() {}

  static void addTo(Map<String, ArrayOp> ops) {
    ops.put("embedding", ArrayOp.of(call -> rows(call.out(), call.tensor(0), call.parameter(1))));
    ops.put("gatherNd", ArrayOp.of(Embeddings::gatherNd));
  }

  private static Value rows(LayerWriter out, Traced indices, Stored table) {
    Shape shape = table.shape();
    if (shape.dimension() != 2) {
      throw Parameters.contradiction(table, "(rows, features)");
    }
    LayerSpec layer =
        LayerSpec.layer("Embedding")
            .with("input_dim", shape.get(0))
            .with("output_dim", shape.get(1))
            .with("mask_zero", false)
            .weights(
                List.of(
                    ParameterWeights.of(
                        "embeddings", table.parameter(), shape.get(0), shape.get(1))));
    return out.add(
        layer, indices.shape().add(shape.get(1)), table.type(), false, out.channelsFirst(indices));
  }

  /** Rows of a parameter by indices of shape (1, n). */
  private static Value gatherNd(ArrayCall call) {
    Traced indices = call.tensor(0);
    if (!(call.self() instanceof Stored table)
        || indices.rank() != 2
        || indices.shape().get(0) != 1) {
      throw UntraceableException.noCounterpart("`gatherNd` other than of a parameter's rows");
    }
    LayerWriter out = call.out();
    Traced flat =
        out.operation(
            LayerSpec.operation("numpy", "Reshape").with("newshape", Axes.list(-1)),
            indices.shape().slice(1),
            indices.type(),
            false,
            out.channelsFirst(indices));
    return rows(out, flat, table);
  }
}
