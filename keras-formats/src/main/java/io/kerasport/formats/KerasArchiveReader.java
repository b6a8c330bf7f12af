package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.archive.KerasArchive;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.ByteSource;
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
      byte[] config =
          archive
              .bytes(CONFIG, JsonReader.LONGEST_DOCUMENT)
              .orElseThrow(() -> missing(file, CONFIG));
      byte[] metadata =
          archive.bytes(METADATA, LONGEST_METADATA).orElseThrow(() -> missing(file, METADATA));
      String configPlace = file.name() + "!" + CONFIG;
      String metadataPlace = file.name() + "!" + METADATA;
      Version version =
          Version.of(json.read(metadata, metadataPlace).get("keras_version"), metadataPlace);
      Config object = version.into(json.read(config, configPlace));
      Model model = topology.read(object, version.generation(), configPlace);
      if (archive.has(NUMPY_WEIGHTS)) {
        throw new ModelFormatException(
            "The weights are in NumPy's format",
            file.name() + "!" + NUMPY_WEIGHTS,
            "Save the model with h5py installed.",
            null);
      }
      ByteSource weights = archive.source(WEIGHTS).orElseThrow(() -> missing(file, WEIGHTS));
      try (Hdf5File hdf5 = Hdf5File.open(weights)) {
        Model weighted = new PathWeights(hdf5.root()).attach(model);
        return OptimizerWeights.attachByPath(weighted, hdf5.root());
      }
    }
  }

  private static ModelFormatException missing(FileSource file, String entry) {
    return new ModelFormatException(
        "The zip archive has no entry `" + entry + "`",
        file.name(),
        "A .keras file has the entries config.json, metadata.json and model.weights.h5.",
        null);
  }
}
