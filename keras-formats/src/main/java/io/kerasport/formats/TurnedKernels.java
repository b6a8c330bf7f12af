package io.kerasport.formats;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Kernels that Keras trained with Theano, which turns them around before it lays them on its input.
 * Read as they are, they would predict something else without a word.
 */
final class TurnedKernels {
  private static final String BACKEND = "backend";
  private static final String THEANO = "theano";
  private static final Set<String> CONVOLUTIONS =
      Set.of("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D");

  private TurnedKernels() {}

  /**
   * Refuses a model whose convolutions have such kernels.
   *
   * @param weights the group that states the backend of Keras
   */
  static void refuse(Model model, Hdf5Group weights) {
    if (!weights.stringAttribute(BACKEND).filter(THEANO::equals).isPresent()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    collect(model, "", problems);
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(
          "The weights in " + weights.place() + " were saved with the Theano backend",
          problems,
          "Load the model into Keras 2.2 with the TensorFlow backend and save it again.");
    }
  }

  private static void collect(Model model, String prefix, List<Problem> problems) {
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested != null) {
        collect(nested, prefix + layer.name() + "/", problems);
      } else if (CONVOLUTIONS.contains(layer.className())) {
        problems.add(
            new Problem(
                "its kernel is turned around for Theano", "layer " + prefix + layer.name()));
      }
    }
  }
}
