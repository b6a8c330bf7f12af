package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.archive.KerasArchive;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.formats.weights.OptimizerWeights;
import io.kerasport.formats.weights.PathWeights;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import jakarta.inject.Inject;

/** Reads {@code .keras} archives of Keras 3 and tf_keras. */
final class KerasArchiveReader {
  private static final String CONFIG = "config.json";
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

  Model read(FileSource file) {
    try (KerasArchive archive = KerasArchive.open(file)) {
      Model model = topology(archive, file);
      try (Hdf5File weights = weights(archive, file)) {
        Model weighted = new PathWeights(weights.root()).attach(model);
        return OptimizerWeights.attachByPath(weighted, weights.root());
      }
    }
  }

  /** Reads an archive's model without its weights. */
  Model readTopology(FileSource file) {
    try (KerasArchive archive = KerasArchive.open(file)) {
      return topology(archive, file);
    }
  }

  /** Gives a model from another file the weights of an archive. */
  Model attach(Model model, FileSource file) {
    try (KerasArchive archive = KerasArchive.open(file);
        Hdf5File weights = weights(archive, file)) {
      Model weighted = new PathWeights(weights.root()).attachAll(model);
      return OptimizerWeights.attachByPath(weighted, weights.root());
    }
  }

  private Model topology(KerasArchive archive, FileSource file) {
    byte[] config =
        archive.bytes(CONFIG, JsonReader.LONGEST_DOCUMENT).orElseThrow(() -> missing(file, CONFIG));
    byte[] metadata =
        archive.bytes(METADATA, LONGEST_METADATA).orElseThrow(() -> missing(file, METADATA));
    String configPlace = file.name() + "!" + CONFIG;
    String metadataPlace = file.name() + "!" + METADATA;
    Version version =
        Version.of(json.read(metadata, metadataPlace).get("keras_version"), metadataPlace);
    Config object = version.into(json.read(config, configPlace));
    return topology.read(object, version.generation(), configPlace);
  }

  private static Hdf5File weights(KerasArchive archive, FileSource file) {
    if (archive.has(NUMPY_WEIGHTS)) {
      throw new ModelFormatException(
          "The weights are in NumPy's format",
          file.name() + "!" + NUMPY_WEIGHTS,
          "Save the model with h5py installed.",
          null);
    }
    return Hdf5File.open(archive.source(WEIGHTS).orElseThrow(() -> missing(file, WEIGHTS)));
  }

  private static ModelFormatException missing(FileSource file, String entry) {
    return new ModelFormatException(
        "The zip archive has no entry `" + entry + "`",
        file.name(),
        "A .keras file has the entries config.json, metadata.json and model.weights.h5.",
        null);
  }
}
