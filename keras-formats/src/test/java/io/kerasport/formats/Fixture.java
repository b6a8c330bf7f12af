package io.kerasport.formats;

import io.kerasport.formats.json.JsonReader;
import io.kerasport.formats.json.JsonWriter;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The files that Keras wrote for the tests, and what it said is in them. */
final class Fixture {
  private static final JsonReader JSON = new JsonReader();

  private Fixture() {}

  static KerasModelReader reader() {
    TopologyReader topology = new TopologyReader();
    return new KerasModelReader(
        new KerasArchiveReader(JSON, topology),
        new KerasHdf5Reader(JSON, topology),
        new KerasJsonReader(JSON, topology),
        () -> {
          throw new AssertionError("no file here is a SavedModel or a checkpoint");
        });
  }

  static KerasModelJson modelJson() {
    return new KerasModelJson(JSON, new JsonWriter(), new TopologyReader());
  }

  static Path path(String name) {
    return PackedResource.of(Fixture.class, name);
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static Model read(String name) {
    return reader().read(path(name));
  }

  /** What Keras says of a model: {@code <model>.<generation>.json}. */
  static Config expected(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return JSON.read(in.readAllBytes(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Every layer that is no model, by its path of names. */
  static Map<String, Layer> layers(Model model) {
    Map<String, Layer> found = new LinkedHashMap<>();
    collect(model, "", found);
    return found;
  }

  private static void collect(Model model, String prefix, Map<String, Layer> into) {
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested == null) {
        into.put(prefix + layer.name(), layer);
      } else {
        collect(nested, prefix + layer.name() + "/", into);
      }
    }
  }

  static byte[] data(Weight weight) {
    ByteBuffer buffer = ByteBuffer.allocate((int) weight.spec().byteSize());
    try {
      weight.data().writeTo(into(buffer));
    } catch (IOException e) {
      throw new UncheckedIOException(weight.origin(), e);
    }
    if (buffer.hasRemaining()) {
      throw new AssertionError(weight.origin() + " lacks " + buffer.remaining() + " bytes");
    }
    return buffer.array();
  }

  static WritableByteChannel into(ByteBuffer buffer) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) {
        int count = source.remaining();
        buffer.put(source);
        return count;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /** A weight as the generator script describes it, without its name. */
  static String described(Weight weight) {
    CRC32 crc = new CRC32();
    crc.update(data(weight));
    String dtype = weight.spec().dtype().kerasName();
    List<Long> shape = java.util.Arrays.stream(weight.spec().shape().dims()).boxed().toList();
    return dtype + shape + " " + crc.getValue();
  }

  static String described(Config weight) {
    return weight.string("dtype") + weight.integers("shape") + " " + weight.integer("crc");
  }
}
