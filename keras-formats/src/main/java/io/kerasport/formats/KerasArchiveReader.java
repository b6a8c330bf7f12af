package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.archive.Entries;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.formats.weights.OptimizerWeights;
import io.kerasport.formats.weights.PathWeights;
import io.kerasport.formats.weights.WeightGroup;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads models in the native format of Keras 3 and tf_keras, {@code .keras}. */
final class KerasArchiveReader {
  /** The entry that every model in this format has. */
  static final String CONFIG = "config.json";

  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String NUMPY_WEIGHTS = "model.weights.npz";
  private static final int LONGEST_METADATA = 1 << 20;

  private final JsonReader json;
  private final TopologyReader topology;

  @Inject
  KerasArchiveReader(JsonReader json, TopologyReader topology) {
    this.json = json;
    this.topology = topology;
  }

  Model read(Entries entries, Optional<Shape> inputShape) {
    Model model = readTopology(entries, inputShape);
    try (Hdf5File weights = weights(entries)) {
      WeightGroup root = WeightGroup.of(weights.root());
      PathWeights stored = new PathWeights(root);
      Model learned = new LearnedSettings(entries, stored.places(model)).into(stored.attach(model));
      return OptimizerWeights.attachByPath(learned, root);
    }
  }

  /** Reads the model without its weights. */
  Model readTopology(Entries entries, Optional<Shape> inputShape) {
    byte[] config =
        entries
            .bytes(CONFIG, JsonReader.LONGEST_DOCUMENT)
            .orElseThrow(() -> missing(entries, CONFIG));
    byte[] metadata =
        entries.bytes(METADATA, LONGEST_METADATA).orElseThrow(() -> missing(entries, METADATA));
    String configPlace = entries.name() + "!" + CONFIG;
    String metadataPlace = entries.name() + "!" + METADATA;
    Version version =
        Version.of(json.read(metadata, metadataPlace).get("keras_version"), metadataPlace);
    Config object = version.into(json.read(config, configPlace));
    return topology.read(object, version.generation(), configPlace, inputShape);
  }

  /** Gives a model from another file the weights of this one. */
  Model attach(Model model, Entries entries) {
    try (Hdf5File weights = weights(entries)) {
      WeightGroup root = WeightGroup.of(weights.root());
      PathWeights stored = new PathWeights(root);
      Model learned =
          new LearnedSettings(entries, stored.places(model)).into(stored.attachAll(model));
      return OptimizerWeights.attachByPath(learned, root);
    }
  }

  private static Hdf5File weights(Entries entries) {
    if (entries.has(NUMPY_WEIGHTS)) {
      throw new ModelFormatException(
          "The weights are in NumPy's format",
          entries.name() + "!" + NUMPY_WEIGHTS,
          "Save the model with h5py installed.",
          null);
    }
    return Hdf5File.open(entries.source(WEIGHTS).orElseThrow(() -> missing(entries, WEIGHTS)));
  }

  private static ModelFormatException missing(Entries entries, String entry) {
    return new ModelFormatException(
        "The model has no entry `" + entry + "`",
        entries.name(),
        "A .keras file has the entries config.json, metadata.json and model.weights.h5.",
        null);
  }
}
