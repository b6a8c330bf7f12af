package io.kerasport.purejava.bundle;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.purejava.table.TableReader;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;

/**
 * Opens bundles. Files come from anywhere: nothing in them is believed before it is checked. The
 * index is read whole, and every entry compared with the size of its data file.
 */
public final class BundleReader implements CheckpointReader {
  private static final String SAVE_AGAIN = "Save the checkpoint again without that.";

  /** A reader. */
  @Inject
  public BundleReader() {}

  @Override
  public Checkpoint open(Path prefix) {
    Index index = new Index(prefix);
    TableReader.read(index.file, index::add);
    return index.bundle();
  }

  /** What the index has said so far. */
  private static final class Index {
    private final Path prefix;
    private final Path file;
    private final Map<Path, Long> dataSizes = new HashMap<>();
    private final SortedMap<String, BundleEntry> entries = new TreeMap<>(new KeyOrder());
    private @Nullable BundleHeaderProto header;

    Index(Path prefix) {
      this.prefix = prefix;
      this.file = BundleFormat.indexFile(prefix);
    }

    Bundle bundle() {
      if (header == null) {
        throw damaged("it has no entries, not even a header", "", null);
      }
      return new Bundle(file, entries);
    }

    void add(byte[] keyBytes, ByteBuffer value) {
      String key = text(keyBytes);
      if (header == null) {
        if (!key.isEmpty()) {
          throw damaged("the first entry should be the header, found `" + key + "`", "", null);
        }
        header = checked(parse(BundleHeaderProto.parser(), value, "the header"));
      } else {
        BundleEntryProto proto = parse(BundleEntryProto.parser(), value, "entry `" + key + "`");
        BundleEntry entry = BundleEntry.of(key, proto, prefix, header.getNumShards());
        entry.stored().checkInside(dataSizes);
        entries.put(key, entry);
      }
    }

    private String text(byte[] key) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      } catch (CharacterCodingException e) {
        throw damaged("a key is not UTF-8, as those of slices", "", e);
      }
    }

    private <T> T parse(Parser<T> parser, ByteBuffer value, String what) {
      try {
        return parser.parseFrom(value);
      } catch (InvalidProtocolBufferException e) {
        throw damaged(what + " is no protocol buffer of its kind", "", e);
      }
    }

    private BundleHeaderProto checked(BundleHeaderProto found) {
      if (found.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
        throw damaged("its data is big-endian, which is not supported", SAVE_AGAIN, null);
      }
      if (found.getVersion().getMinConsumer() > BundleFormat.VERSION) {
        throw damaged(
            "it needs a reader of bundle version %d, this one is of version %d"
                .formatted(found.getVersion().getMinConsumer(), BundleFormat.VERSION),
            "",
            null);
      }
      if (found.getNumShards() < 0) {
        throw damaged("it has " + found.getNumShards() + " data files", "", null);
      }
      return found;
    }

    private CheckpointFormatException damaged(
        String what, String wayOut, @Nullable Throwable cause) {
      return new CheckpointFormatException(
          "The checkpoint cannot be read: " + what, file.toString(), wayOut, cause);
    }
  }
}
