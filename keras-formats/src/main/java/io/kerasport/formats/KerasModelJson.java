package io.kerasport.formats;

import io.kerasport.build.Subclassed;
import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.json.JsonWriter;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.spi.ModelJson;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The JSON of a model: its serialized object as it was in the source. */
final class KerasModelJson implements ModelJson {
  private static final String TRAINING_CONFIG = "training_config";

  private final JsonReader json;
  private final JsonWriter writer;
  private final TopologyReader topology;

  @Inject
  KerasModelJson(JsonReader json, JsonWriter writer, TopologyReader topology) {
    this.json = json;
    this.writer = writer;
    this.topology = topology;
  }

  @Override
  public byte[] write(Model model) {
    return writer.write(model.source());
  }

  @Override
  public Model read(Path file) {
    Config object = object(file);
    Version version = Version.ofArchitecture(object, file.toString());
    return topology.read(object, version.generation(), file.toString());
  }

  @Override
  public Optional<Subclassed> readSubclassed(Path file) {
    Config object = object(file);
    if (!(object.get("config") instanceof Config config)
        || config.has("layers")
        || !(object.get("class_name") instanceof String className)) {
      return Optional.empty();
    }
    String name = object.optionalString("registered_name").orElse(className);
    return Optional.of(
        new Subclassed(name, config.optionalString("name").orElse(className), Optional.of(config)));
  }

  private Config object(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > JsonReader.LONGEST_DOCUMENT) {
        throw new ModelFormatException(
            "The JSON has " + Files.size(file) + " bytes", file.toString(), "", null);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(
          "The model's JSON is missing",
          file.toString(),
          "Without it a model cannot be built again, such as from what `model.export` of Keras 3"
              + " writes; save the model as .keras.",
          e);
    } catch (IOException e) {
      throw new ModelFormatException("The model's JSON cannot be read", file.toString(), "", e);
    }
    return json.read(bytes, file.toString());
  }

  @Override
  public Model readMetadata(byte[] metadata, String where) {
    Config root = TupleWrappers.removedFrom(json.read(metadata, where));
    Version version = Version.of(root.get("keras_version"), where);
    Config object = version.into(root.optionalObject("model_config").orElse(root));
    Config whole =
        root.optionalObject(TRAINING_CONFIG)
            .map(training -> object.with(TRAINING_CONFIG, training))
            .orElse(object);
    return topology.read(whole, version.generation(), where);
  }
}
