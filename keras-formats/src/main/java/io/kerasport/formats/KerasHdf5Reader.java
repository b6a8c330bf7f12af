package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.formats.weights.NamedWeights;
import io.kerasport.formats.weights.OptimizerWeights;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
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

  Model read(FileSource file) {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      Hdf5Group root = hdf5.root();
      Config object = serialized(root, MODEL_CONFIG).orElseThrow(() -> noModel(root));
      String place = place(root, MODEL_CONFIG);
      Version version = Version.of(root.stringAttribute(KERAS_VERSION).orElse(null), root.place());
      Config whole = version.into(object);
      Optional<Config> training = serialized(root, TRAINING_CONFIG);
      if (training.isPresent()) {
        whole = whole.with(TRAINING_CONFIG, training.get());
      }
      Model model = topology.read(whole, version.generation(), place);
      Hdf5Group weights = root.group(MODEL_WEIGHTS).orElseThrow(() -> noWeights(root));
      return OptimizerWeights.attachNamed(new NamedWeights(weights).attach(model), root);
    }
  }

  private Optional<Config> serialized(Hdf5Group root, String attribute) {
    return root.bytesAttribute(attribute).map(bytes -> json.read(bytes, place(root, attribute)));
  }

  private static String place(Hdf5Group root, String attribute) {
    return root.place() + " attribute " + attribute;
  }

  private static ModelFormatException noModel(Hdf5Group root) {
    boolean weightsOnly =
        root.names().contains("layers") || root.stringsAttribute("layer_names").isPresent();
    return new ModelFormatException(
        weightsOnly
            ? "The file holds weights only, no model"
            : "The HDF5 file has no attribute `model_config`; Keras did not write it as a model",
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
