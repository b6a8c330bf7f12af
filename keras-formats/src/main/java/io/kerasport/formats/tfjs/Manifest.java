package io.kerasport.formats.tfjs;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.JoinedSource;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import io.kerasport.model.WeightData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code weightsManifest} of a model.
 *
 * <p>Manifest --> group*; group --> paths, weights; the files of the paths, one after the other,
 * hold the weights, one after the other, little-endian and without gaps.
 */
public final class Manifest {
  private static final String KEY = "weightsManifest";
  private static final int MOST_FILES = 100_000;

  private final String where;
  private final Function<String, ? extends ByteSource> files;
  private final Set<String> names = new HashSet<>();
  private int fileCount;

  private Manifest(String where, Function<String, ? extends ByteSource> files) {
    this.where = where;
    this.files = files;
  }

  /** Whether an object is a model of TensorFlow.js. */
  public static boolean isIn(Config object) {
    return object.has(KEY) && object.has("modelTopology");
  }

  /**
   * Reads the list of weights; no values are read.
   *
   * @param object the content of {@code model.json}
   * @param where file, for messages
   * @param files finds the files that the manifest names
   * @throws ModelFormatException if the manifest is damaged, names a weight twice, or declares
   *     other sizes than the files have
   */
  public static List<Weight> weights(
      Config object, String where, Function<String, ? extends ByteSource> files) {
    Manifest manifest = new Manifest(where, files);
    try {
      List<Weight> weights = new ArrayList<>();
      for (Object group : object.list(KEY)) {
        manifest.read(asObject(group), weights);
      }
      return weights;
    } catch (ConfigException e) {
      throw new ModelFormatException(
          "The manifest of the weights is damaged: " + e.getMessage(), where, "", e);
    }
  }

  private void read(Config group, List<Weight> into) {
    List<ByteSource> sources = new ArrayList<>();
    for (Object path : group.list("paths")) {
      fileCount++;
      if (fileCount > MOST_FILES) {
        throw error("The manifest names more than " + MOST_FILES + " files");
      }
      if (!(path instanceof String name)) {
        throw new ConfigException("paths", "names of files", path);
      }
      sources.add(files.apply(name));
    }
    List<@Nullable Object> entries = group.list("weights");
    if (sources.isEmpty() && !entries.isEmpty()) {
      throw error("The manifest lists weights without files");
    }
    ByteSource data = sources.size() == 1 ? sources.get(0) : new JoinedSource(sources);
    long offset = 0;
    for (Object entry : entries) {
      offset = read(asObject(entry), data, offset, into);
    }
    if (!sources.isEmpty() && offset != data.size()) {
      throw error("The manifest lists weights of " + offset + " bytes in files of " + data.size());
    }
  }

  /** Reads one entry, and returns where the next one begins. */
  private long read(Config entry, ByteSource data, long offset, List<Weight> into) {
    String name = entry.string("name");
    if (!names.add(name)) {
      throw error("The manifest lists the weight `" + name + "` twice");
    }
    TensorSpec spec = new TensorSpec(dtype(entry, name), shape(entry));
    Optional<Quantization> quantization =
        entry.optionalObject("quantization").map(config -> Quantization.of(config, spec.dtype()));
    int width = quantization.map(Quantization::width).orElse(spec.dtype().byteSize());
    long end;
    try {
      end = Math.addExact(offset, Math.multiplyExact(spec.shape().elements(), (long) width));
    } catch (ArithmeticException e) {
      end = Long.MAX_VALUE;
    }
    if (end > data.size()) {
      throw error(
          "The weight `"
              + name
              + "` is "
              + spec
              + ", and the files have "
              + data.size()
              + " bytes");
    }
    WeightData values = new ShardedData(data, offset, end - offset, quantization);
    into.add(new Weight(name, spec, values, where + " weight " + name));
    return end;
  }

  private DType dtype(Config entry, String name) {
    return switch (entry.string("dtype")) {
      case "float32" -> DType.FLOAT;
      case "int32" -> DType.INT32;
      case "bool" -> DType.BOOL;
      default ->
          throw error(
              "The weight `"
                  + name
                  + "` has the type `"
                  + entry.string("dtype")
                  + "`, which no"
                  + " layer's weights have");
    };
  }

  private static Shape shape(Config entry) {
    long[] dims = entry.integers("shape").stream().mapToLong(Long::longValue).toArray();
    for (long dim : dims) {
      if (dim < 0) {
        throw new ConfigException("shape", "sizes", entry.get("shape"));
      }
    }
    return Shape.of(dims);
  }

  private static Config asObject(@Nullable Object value) {
    if (value instanceof Config object) {
      return object;
    }
    throw new ConfigException(KEY, "objects", value);
  }

  private ModelFormatException error(String summary) {
    return new ModelFormatException(
        summary, where, "Copy the files again, or convert the model again.", null);
  }
}
