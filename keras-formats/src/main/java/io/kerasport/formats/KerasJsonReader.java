package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.tfjs.Manifest;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.formats.weights.FlatWeights;
import io.kerasport.formats.weights.OptimizerWeights;
import io.kerasport.formats.weights.PathWeights;
import io.kerasport.formats.weights.ShardMap;
import io.kerasport.formats.weights.WeightGroup;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.Weight;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is in JSON: architectures, which are what {@code model.to_json()} gives, the maps of
 * sharded weights, and layers models of TensorFlow.js.
 */
final class KerasJsonReader {
  private static final String TRAINING_CONFIG = "training_config";

  private final JsonReader json;
  private final TopologyReader topology;

  @Inject
  KerasJsonReader(JsonReader json, TopologyReader topology) {
    this.json = json;
    this.topology = topology;
  }

  Model read(Path file, FileSource source, Optional<Shape> inputShape) {
    Config object = object(source);
    if (!Manifest.isIn(object)) {
      throw new ModelFormatException(
          "This is JSON, which holds no weights",
          source.name(),
          "Give the file with the weights, too (--weights on the command line).",
          null);
    }
    return attachManifest(topology(object, source, inputShape), object, file, source);
  }

  /** Reads a file's model without its weights. */
  Model readTopology(FileSource source, Optional<Shape> inputShape) {
    return topology(object(source), source, inputShape);
  }

  /** Gives a model from another file the weights that this one tells of. */
  Model attach(Model model, Path file, FileSource source) {
    Config object = object(source);
    if (Manifest.isIn(object)) {
      return attachManifest(model, object, file, source);
    }
    if (ShardMap.isIn(object)) {
      return attachShards(model, object, file, source);
    }
    throw new ModelFormatException(
        "This is JSON, which holds no weights",
        source.name(),
        "Save them with model.save_weights(\"model.weights.h5\").",
        null);
  }

  private Model topology(Config object, FileSource source, Optional<Shape> inputShape) {
    if (ShardMap.isIn(object)) {
      throw new ModelFormatException(
          "This is a map of sharded weights, which holds no model",
          source.name(),
          "Give the architecture, too: the JSON of model.to_json() or the whole model.",
          null);
    }
    if (!Manifest.isIn(object)) {
      Version version = Version.ofArchitecture(object, source.name());
      return topology.read(version.into(object), version.generation(), source.name(), inputShape);
    }
    if (object.get("format") instanceof String format && !format.equals("layers-model")) {
      throw new ModelFormatException(
          "This model of TensorFlow.js is a `" + format + "`, which has no layers",
          source.name(),
          "Convert the Keras model to a layers model, or give the Keras model itself.",
          null);
    }
    String place = source.name() + ".modelTopology";
    Config outer = object.object("modelTopology");
    Config inner = outer.optionalObject("model_config").orElse(outer);
    Version version = Version.of(outer.get("keras_version"), place);
    Config whole = version.into(inner);
    Optional<Config> training = outer.optionalObject(TRAINING_CONFIG);
    if (training.isPresent()) {
      whole = whole.with(TRAINING_CONFIG, training.get());
    }
    return topology.read(whole, version.generation(), place, inputShape);
  }

  private static Model attachManifest(Model model, Config object, Path file, FileSource source) {
    Siblings siblings = new Siblings(file);
    List<Weight> weights = Manifest.weights(object, source.name(), siblings::get);
    return FlatWeights.attach(model, weights);
  }

  private static Model attachShards(Model model, Config object, Path file, FileSource source) {
    Siblings siblings = new Siblings(file);
    List<Hdf5File> shards = new ArrayList<>();
    try {
      List<Hdf5Group> roots = new ArrayList<>();
      for (String name : ShardMap.files(object, source.name())) {
        Hdf5File shard = Hdf5File.open(siblings.get(name));
        shards.add(shard);
        roots.add(shard.root());
      }
      WeightGroup root = new WeightGroup(roots);
      return OptimizerWeights.attachByPath(new PathWeights(root).attachAll(model), root);
    } finally {
      shards.forEach(Hdf5File::close);
    }
  }

  private Config object(FileSource file) {
    return json.read(bytes(file), file.name());
  }

  private static byte[] bytes(FileSource file) {
    if (file.size() > JsonReader.LONGEST_DOCUMENT) {
      throw new ModelFormatException(
          "The JSON has " + file.size() + " bytes", file.name(), "", null);
    }
    byte[] bytes = new byte[(int) file.size()];
    try (ByteSource.Reader reader = file.open()) {
      reader.readFully(ByteBuffer.wrap(bytes), 0);
    } catch (IOException e) {
      throw new ModelFormatException("The JSON cannot be read", file.name(), "", e);
    }
    return bytes;
  }
}
