package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.formats.weights.NamedWeights;
import io.kerasport.formats.weights.OptimizerWeights;
import io.kerasport.formats.weights.PathWeights;
import io.kerasport.formats.weights.WeightGroup;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads whole-model HDF5 files of Keras 2 and Keras 3. */
final class KerasHdf5Reader {
  private static final String MODEL_CONFIG = "model_config";
  private static final String TRAINING_CONFIG = "training_config";
  private static final String KERAS_VERSION = "keras_version";
  private static final String MODEL_WEIGHTS = "model_weights";

  private final JsonReader json;
  private final TopologyReader topology;

  @Inject
  KerasHdf5Reader(JsonReader json, TopologyReader topology) {
    this.json = json;
    this.topology = topology;
  }

  Model read(FileSource file, Optional<Shape> inputShape) {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      Hdf5Group root = hdf5.root();
      Model model = topology(root, inputShape);
      Hdf5Group weights = root.group(MODEL_WEIGHTS).orElseThrow(() -> noWeights(root));
      TurnedKernels.refuse(model, weights);
      return OptimizerWeights.attachNamed(new NamedWeights(weights).attach(model), root);
    }
  }

  /** Reads a file's model without its weights. */
  Model readTopology(FileSource file, Optional<Shape> inputShape) {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      return topology(hdf5.root(), inputShape);
    }
  }

  /**
   * Gives a model the weights of a file, which may be a whole model or weights only, in the layout
   * of either Keras. The optimizer's variables come along where Keras itself would load them.
   */
  Model attach(Model model, FileSource file) {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      Hdf5Group root = hdf5.root();
      Optional<Hdf5Group> whole = root.group(MODEL_WEIGHTS);
      TurnedKernels.refuse(model, whole.orElse(root));
      if (whole.isPresent()) {
        return new NamedWeights(whole.get()).attachAll(model);
      }
      if (NamedWeights.areIn(root)) {
        return new NamedWeights(root).attachAll(model);
      }
      WeightGroup byPath = WeightGroup.of(root);
      if (PathWeights.areIn(byPath)) {
        return OptimizerWeights.attachByPath(new PathWeights(byPath).attachAll(model), byPath);
      }
      throw new ModelFormatException(
          "The HDF5 file holds no weights that Keras wrote",
          root.place(),
          "Save them with model.save_weights(\"model.weights.h5\").",
          null);
    }
  }

  private Model topology(Hdf5Group root, Optional<Shape> inputShape) {
    Config object = serialized(root, MODEL_CONFIG).orElseThrow(() -> noModel(root));
    Version version = Version.of(root.stringAttribute(KERAS_VERSION).orElse(null), root.place());
    Config whole = version.into(object);
    Optional<Config> training = serialized(root, TRAINING_CONFIG);
    if (training.isPresent()) {
      whole = whole.with(TRAINING_CONFIG, training.get());
    }
    return topology.read(whole, version.generation(), place(root, MODEL_CONFIG), inputShape);
  }

  private Optional<Config> serialized(Hdf5Group root, String attribute) {
    return root.bytesAttribute(attribute).map(bytes -> json.read(bytes, place(root, attribute)));
  }

  private static String place(Hdf5Group root, String attribute) {
    return root.place() + " attribute " + attribute;
  }

  private static ModelFormatException noModel(Hdf5Group root) {
    if (NamedWeights.areIn(root) || PathWeights.areIn(WeightGroup.of(root))) {
      return new ModelFormatException(
          "The file holds weights only, no model",
          root.place(),
          "Give the architecture, too: the JSON of model.to_json(), or save the whole model with"
              + " model.save.",
          null);
    }
    return new ModelFormatException(
        "The HDF5 file has no attribute `model_config`; Keras did not write it as a model",
        root.place(),
        "Save the whole model with model.save.",
        null);
  }

  private static ModelFormatException noWeights(Hdf5Group root) {
    return new ModelFormatException(
        "The HDF5 file has no group `model_weights`",
        root.place(),
        "Save the whole model with model.save.",
        null);
  }
}
