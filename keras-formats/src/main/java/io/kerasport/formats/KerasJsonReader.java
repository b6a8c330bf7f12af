package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads architectures in JSON: what {@code model.to_json()} gives, in Keras 2 and 3. */
final class KerasJsonReader {
  private final JsonReader json;
  private final TopologyReader topology;

  @Inject
  KerasJsonReader(JsonReader json, TopologyReader topology) {
    this.json = json;
    this.topology = topology;
  }

  Model readTopology(FileSource file) {
    Config object = json.read(bytes(file), file.name());
    Version version = Version.ofArchitecture(object, file.name());
    return topology.read(version.into(object), version.generation(), file.name());
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
