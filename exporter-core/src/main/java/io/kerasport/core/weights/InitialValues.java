package io.kerasport.core.weights;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.WeightSpec;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that variables start from where the source stored none. */
final class InitialValues {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Map<String, Provider<Initializer>> initializers;

  @Inject
  InitialValues(Map<String, Provider<Initializer>> initializers) {
    this.initializers = initializers;
  }

  Weight of(WeightSpec spec, Config layer, String path) {
    String origin = "the initializer of " + path + "/" + spec.name();
    Object initializer = spec.initializer() == null ? null : layer.get(spec.initializer());
    WeightData data =
        initializer == null
            ? repeated(spec.spec(), spec.startValue())
            : values(initializer, spec, origin);
    return new Weight(spec.name(), spec.spec(), data, origin);
  }

  private WeightData values(Object initializer, WeightSpec spec, String origin) {
    String name = nameOf(initializer);
    Provider<Initializer> found = name == null ? null : initializers.get(name);
    if (found == null) {
      throw new ExportException(
          ErrorId.UNSUPPORTED_MODEL,
          "There is no initializer `" + (name == null ? initializer : name) + "` for " + origin,
          List.of(),
          "Give the weight a value, or bind an Initializer of that name.",
          null);
    }
    Config config =
        initializer instanceof Config object
            ? object.optionalObject("config").orElse(Config.empty())
            : Config.empty();
    // A fixed seed for each variable: the same model must give the same bytes.
    return found.get().values(spec.spec(), config, origin.hashCode());
  }

  private static @Nullable String nameOf(Object initializer) {
    if (initializer instanceof Config object) {
      return object.optionalString("class_name").orElse(null);
    }
    return initializer instanceof String name ? name : null;
  }

  private static WeightData repeated(TensorSpec spec, double value) {
    byte[] element = new byte[spec.dtype().byteSize()];
    TensorValue.scalar(spec.dtype(), value).bytes().get(element);
    return channel -> repeat(element, spec.byteSize(), channel);
  }

  private static void repeat(byte[] element, long bytes, WritableByteChannel channel)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES / element.length * element.length);
    while (chunk.hasRemaining()) {
      chunk.put(element);
    }
    for (long left = bytes; left > 0; ) {
      chunk.clear().limit((int) Math.min(left, chunk.capacity()));
      left -= chunk.remaining();
      while (chunk.hasRemaining()) {
        channel.write(chunk);
      }
    }
  }
}
