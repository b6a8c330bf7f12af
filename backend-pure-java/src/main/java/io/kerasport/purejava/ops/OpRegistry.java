package io.kerasport.purejava.ops;

import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.proto.OpDef;

/**
 * The op definitions of one TensorFlow release.
 *
 * <p>They come as TensorFlow's own {@code OpList}, descriptions left out. A graph uses a few dozen
 * of the nearly two thousand ops, so the list is indexed without being parsed, and an op is parsed
 * when it is first asked for. May be used from any number of threads.
 */
public final class OpRegistry {
  /** The resource beside this class that holds the bundled {@code OpList}. */
  public static final String RESOURCE = "ops.pb";

  private final byte[] opList;
  private final Map<String, OpListIndex.Location> index;
  private final Map<String, OpDef> parsed = new ConcurrentHashMap<>();

  /** A registry over a serialized {@code OpList}. */
  OpRegistry(byte[] opList) {
    this.opList = opList;
    this.index = OpListIndex.of(opList);
  }

  /** The registry that comes with this module. */
  public static OpRegistry bundled() {
    try (InputStream in = OpRegistry.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the op definitions are missing from the jar: " + RESOURCE);
      }
      return new OpRegistry(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the op definitions cannot be read", e);
    }
  }

  /** The definition of an op, or empty if this TensorFlow has no such op. */
  public Optional<OpDef> find(String type) {
    return index.containsKey(type)
        ? Optional.of(parsed.computeIfAbsent(type, this::parse))
        : Optional.empty();
  }

  /** The names of all ops, sorted. */
  public Collection<String> types() {
    return index.keySet();
  }

  private OpDef parse(String type) {
    OpListIndex.Location location = index.get(type);
    if (location == null) {
      throw new IllegalArgumentException("no op " + type);
    }
    try {
      return OpDef.parser()
          .parseFrom(
              opList,
              location.offset(),
              location.length(),
              ExtensionRegistryLite.getEmptyRegistry());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the definition of op " + type + " is damaged", e);
    }
  }
}
