package io.kerasport.core.pipeline;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.util.List;

/** All that a model has from its file. */
final class StoredWeights {
  private StoredWeights() {}

  /**
   * Checks the files that the weights lie in, after the weights were read.
   *
   * @throws ExportException if one is damaged or gone
   */
  static void verify(Model model) {
    for (Layer layer : model.layers()) {
      layer.weights().ifPresent(StoredWeights::verify);
      if (layer.nested() != null) {
        verify(layer.nested());
      }
    }
    model.optimizerWeights().ifPresent(StoredWeights::verify);
  }

  private static void verify(List<Weight> weights) {
    for (Weight weight : weights) {
      try {
        weight.data().verify();
      } catch (IOException e) {
        throw new ExportException(
            ErrorId.WEIGHT_MISMATCH,
            "The file of a weight cannot be read to its end",
            List.of(new Problem(String.valueOf(e.getMessage()), weight.origin())),
            "",
            e);
      }
    }
  }
}
