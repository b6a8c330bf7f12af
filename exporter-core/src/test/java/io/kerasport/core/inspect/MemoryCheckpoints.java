package io.kerasport.core.inspect;

import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/** Checkpoints without files: the same small one under every path, unless a path has its own. */
final class MemoryCheckpoints implements CheckpointReader {
  private final Map<Path, Contents> own = new HashMap<>();

  /** The checkpoint of one SavedModel directory, to be changed. */
  Contents of(Path directory) {
    return own.computeIfAbsent(directory.resolve("variables/variables"), path -> new Contents());
  }

  @Override
  public Checkpoint open(Path prefix) {
    return own.getOrDefault(prefix, new Contents());
  }

  static final class Contents implements Checkpoint {
    private final SortedMap<String, TensorSpec> specs = new TreeMap<>();
    private final Map<String, byte[]> values = new HashMap<>();

    private Contents() {
      floats("w", Shape.of(2, 2), 1, 2, 3, 4);
      specs.put("note", new TensorSpec(DType.STRING, Shape.scalar()));
      values.put("note", new byte[] {1, 2, 3});
    }

    Contents floats(String key, Shape shape, float... elements) {
      ByteBuffer bytes = ByteBuffer.allocate(elements.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (float element : elements) {
        bytes.putFloat(element);
      }
      return tensor(key, new TensorSpec(DType.FLOAT, shape), bytes.array());
    }

    Contents tensor(String key, TensorSpec spec, byte[] bytes) {
      specs.put(key, spec);
      values.put(key, bytes);
      return this;
    }

    Contents text(String key, byte... bytes) {
      values.put(key, bytes);
      return this;
    }

    void objects(TrackableObjectGraph graph) {
      String key = "_CHECKPOINTABLE_OBJECT_GRAPH";
      specs.put(key, new TensorSpec(DType.STRING, Shape.scalar()));
      values.put(key, graph.toByteArray());
    }

    void remove(String key) {
      specs.remove(key);
    }

    @Override
    public SortedMap<String, TensorSpec> entries() {
      return specs;
    }

    @Override
    public WeightData data(String key) {
      // In uneven pieces, as a file on disk gives them.
      return channel -> {
        ByteBuffer bytes = ByteBuffer.wrap(text(key));
        for (int size = 3; bytes.hasRemaining(); size = size * 2 + 1) {
          int piece = Math.min(size, bytes.remaining());
          channel.write(bytes.slice(bytes.position(), piece));
          bytes.position(bytes.position() + piece);
        }
      };
    }

    @Override
    public byte[] text(String key) {
      return Objects.requireNonNull(values.get(key));
    }
  }
}
