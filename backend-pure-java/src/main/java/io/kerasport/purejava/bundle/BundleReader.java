package io.kerasport.purejava.bundle;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.purejava.table.TableReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Opens bundles. The index is read at once and every entry checked against the size of its data
 * file; tensors are read when they are streamed.
 */
public final class BundleReader implements CheckpointReader {
  private static final String WAY_OUT =
      "Copy the whole directory again, or export the model again.";

  @Override
  public Checkpoint open(Path prefix) {
    Path index = BundleFormat.indexFile(prefix);
    try {
      Index read = new Index(prefix, index);
      TableReader.visit(index, read);
      return read.bundle();
    } catch (NoSuchFileException e) {
      throw damaged("There is no checkpoint", index.toString(), e);
    } catch (IOException e) {
      throw damaged(
          "The checkpoint's index cannot be read (" + e.getMessage() + ")", index.toString(), e);
    }
  }

  static CheckpointFormatException damaged(String what, String where, @Nullable Throwable cause) {
    return new CheckpointFormatException(what, where, WAY_OUT, cause);
  }

  /** Collects the entries of an index. */
  private static final class Index implements TableReader.Visitor {
    private final Path prefix;
    private final Path index;
    private final SortedMap<String, BundleEntry> entries = new TreeMap<>();
    private final Map<Integer, Long> shardSizes = new HashMap<>();
    private @Nullable BundleHeaderProto header;

    Index(Path prefix, Path index) {
      this.prefix = prefix;
      this.index = index;
    }

    Bundle bundle() {
      return new Bundle(prefix, requireHeader().getNumShards(), entries);
    }

    @Override
    public void entry(byte[] key, ByteBuffer value) {
      try {
        if (key.length == 0) {
          header = checked(BundleHeaderProto.parseFrom(value));
        } else {
          String name = name(key);
          entries.put(name, entry(name, BundleEntryProto.parseFrom(value)));
        }
      } catch (InvalidProtocolBufferException e) {
        throw damaged("An entry cannot be read", at(new String(key, StandardCharsets.UTF_8)), e);
      }
    }

    private String name(byte[] key) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      } catch (CharacterCodingException e) {
        throw damaged("A key is not UTF-8; sliced variables are not read", index.toString(), e);
      }
    }

    private BundleHeaderProto checked(BundleHeaderProto read) {
      if (read.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
        throw damaged("The checkpoint is big-endian, which is not read", index.toString(), null);
      }
      if (read.getVersion().getMinConsumer() > BundleFormat.VERSION) {
        throw damaged(
            "The checkpoint asks for format version "
                + read.getVersion().getMinConsumer()
                + ", known is "
                + BundleFormat.VERSION,
            index.toString(),
            null);
      }
      if (read.getNumShards() < 1) {
        throw damaged(
            "The checkpoint has " + read.getNumShards() + " shards", index.toString(), null);
      }
      return read;
    }

    private BundleHeaderProto requireHeader() {
      if (header == null) {
        throw damaged("The index is not that of a checkpoint: no header", index.toString(), null);
      }
      return header;
    }

    private BundleEntry entry(String key, BundleEntryProto proto) {
      if (proto.getSlicesCount() > 0) {
        throw damaged("A partitioned variable is not read", at(key), null);
      }
      TensorSpec spec = spec(key, proto);
      int shards = requireHeader().getNumShards();
      long offset = proto.getOffset();
      long size = proto.getSize();
      if (proto.getShardId() < 0 || proto.getShardId() >= shards) {
        throw damaged("Shard " + proto.getShardId() + " of " + shards, at(key), null);
      }
      long available = shardSize(proto.getShardId(), shards);
      if (offset < 0 || size < 0 || size > available || offset > available - size) {
        throw damaged(
            "An entry of "
                + size
                + " bytes at "
                + offset
                + " does not lie in the "
                + available
                + " bytes of its data file; truncated?",
            at(key),
            null);
      }
      return new BundleEntry(spec, proto.getShardId(), offset, size, proto.getCrc32C());
    }

    private TensorSpec spec(String key, BundleEntryProto proto) {
      try {
        TensorSpec spec =
            new TensorSpec(DType.ofNumber(proto.getDtypeValue()), shape(proto.getShape()));
        long elements = spec.shape().elements();
        if (spec.dtype().byteSize() > 0
            && proto.getSize() != Math.multiplyExact(elements, (long) spec.dtype().byteSize())) {
          throw damaged(
              "An entry of type " + spec + " cannot have " + proto.getSize() + " bytes",
              at(key),
              null);
        }
        return spec;
      } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
        throw damaged("An entry has no usable type and shape (" + e.getMessage() + ")", at(key), e);
      }
    }

    private static Shape shape(TensorShapeProto proto) {
      return proto.getUnknownRank()
          ? Shape.unknown()
          : Shape.of(
              proto.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
    }

    private long shardSize(int shard, int shards) {
      return shardSizes.computeIfAbsent(
          shard,
          missing -> {
            Path file = BundleFormat.dataFile(prefix, shard, shards);
            try {
              return Files.size(file);
            } catch (IOException e) {
              throw damaged("A data file is missing", file.toString(), e);
            }
          });
    }

    private String at(String key) {
      return index + ", entry " + key;
    }
  }
}
