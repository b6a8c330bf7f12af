package io.kerasport.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.PackedResource;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose structures are sound one by one, and contradict each other. */
class MaliciousHdf5Test {
  private static final int TREE = 0x45455254;
  private static final int SYMBOLS = 0x444F4E53;
  private static final int HEAP = 0x50414548;
  private static final int GLOBAL_HEAP = 0x4C4F4347;

  @TempDir private Path directory;
  private ByteBuffer file;

  @BeforeEach
  void readSoundFile() throws IOException {
    byte[] bytes = Files.readAllBytes(PackedResource.of(getClass(), "earliest.h5"));
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Hdf5File open() throws IOException {
    return Hdf5File.open(FileSource.of(Files.write(directory.resolve("model.h5"), file.array())));
  }

  private int find(int signature, int from) {
    for (int at = from; at < file.limit() - 4; at++) {
      if (file.getInt(at) == signature) {
        return at;
      }
    }
    throw new AssertionError("no such signature");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String path) {
    return assertThatThrownBy(
            () -> {
              try (Hdf5File hdf5 = open()) {
                hdf5.root().dataset(path);
                hdf5.root().group(path).ifPresent(Hdf5Group::names);
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.h5!/")
        .hasMessageContaining("damaged on its way");
  }

  /** The tree node of the root group: the first one in the file. */
  private int rootTree() {
    return find(TREE, 0);
  }

  @Test
  void refusesAGroupWhoseTreeContainsItself() {
    int tree = rootTree();
    file.put(tree + 5, (byte) 1);
    file.putLong(tree + 8 + 16 + 8, tree);

    assertRefused("bool").hasMessageContaining("the tree of a group contains itself");
  }

  @Test
  void refusesAChunkIndexThatContainsItself() {
    int tree = rootTree();
    do {
      tree = find(TREE, tree + 1);
    } while (file.get(tree + 4) != 1);
    int keyBytes = 8 + 8 * 4;
    file.put(tree + 5, (byte) 1).putShort(tree + 6, (short) 1);
    file.putLong(tree + 8 + 16 + keyBytes, tree);

    assertRefused(chunkedDatasetWithTree(tree))
        .hasMessageContaining("the tree of a dataset contains itself");
  }

  /** The path of the dataset whose layout message names a tree. */
  private String chunkedDatasetWithTree(int tree) {
    for (String name : new String[] {"plain", "deflated", "shuffled", "one", "big"}) {
      try (Hdf5File hdf5 = open()) {
        hdf5.root().dataset("chunked/" + name);
      } catch (ModelFormatException e) {
        return "chunked/" + name;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no dataset has its index at " + tree);
  }

  @Test
  void refusesAnObjectWhoseHeaderGoesOnInItself() {
    int continuation = -1;
    for (int at = 0; at < file.limit() - 24 && continuation < 0; at++) {
      boolean message = file.getLong(at) == 0x0010_0010L;
      long target = message ? file.getLong(at + 8) : 0;
      if (message && target > 0 && target < file.limit() && file.getLong(at + 16) < 10_000) {
        continuation = at;
      }
    }
    assertThat(continuation).isPositive();
    // the message is its own block
    file.putLong(continuation + 8, continuation).putLong(continuation + 16, 24);

    assertThatThrownBy(
            () -> {
              try (Hdf5File hdf5 = open()) {
                for (String name : hdf5.root().names()) {
                  hdf5.root().group(name).ifPresent(group -> group.stringAttribute("key0"));
                }
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("an object's header goes on in itself");
  }

  @Test
  void refusesANodeThatDeclaresMoreSymbolsThanTheFileHolds() {
    int symbols = find(SYMBOLS, 0);
    file.putShort(symbols + 6, (short) -1);

    assertRefused("bool").hasMessageContaining("leaves the file");
  }

  @Test
  void refusesAHeapOfNamesThatDeclaresMoreThanTheFileHolds() {
    int heap = find(HEAP, 0);
    file.putLong(heap + 8, 1L << 40);

    assertRefused("bool").hasMessageContaining("has 1099511627776 bytes");
  }

  @Test
  void refusesAHeapOfStringsThatDeclaresMoreThanTheFileHolds() {
    file.putLong(find(GLOBAL_HEAP, 0) + 8, Integer.MAX_VALUE);

    assertThatThrownBy(
            () -> {
              try (Hdf5File hdf5 = open()) {
                hdf5.root().group("attributes").orElseThrow().stringAttribute("text");
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("leaves the file")
        .hasMessageContaining("model.h5!/attributes attribute text");
  }

  /** A dataspace message with the sizes 3 and 5. */
  private int findSpace() {
    int at = 0;
    while (file.getShort(at) != 0x0201 || file.getLong(at + 8) != 3 || file.getLong(at + 16) != 5) {
      at++;
    }
    return at;
  }

  @Test
  void refusesADatasetThatDeclaresMoreThanTheFileHolds() {
    int space = findSpace();
    file.putLong(space + 8, 1L << 30);

    assertThatThrownBy(
            () -> {
              try (Hdf5File hdf5 = open()) {
                for (String order : new String[] {"little", "big"}) {
                  Hdf5Group group = hdf5.root().group(order).orElseThrow();
                  group.names().forEach(group::dataset);
                }
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("bytes, which the file does not hold");
  }

  @Test
  void refusesADatasetWhoseSizeOverflows() {
    int space = findSpace();
    file.putLong(space + 8, Long.MAX_VALUE).putLong(space + 16, Long.MAX_VALUE);

    assertThatThrownBy(
            () -> {
              try (Hdf5File hdf5 = open()) {
                for (String order : new String[] {"little", "big"}) {
                  Hdf5Group group = hdf5.root().group(order).orElseThrow();
                  group.names().forEach(group::dataset);
                }
              }
            })
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("The HDF5 file cannot be read");
  }

  @Test
  void refusesASuperblockOfAnUnknownVersion() throws IOException {
    file.put(8, (byte) 9);

    assertThatThrownBy(this::open)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Superblock version is not supported")
        .hasMessageContaining("model.h5");
  }

  @Test
  void refusesAddressesThatDoNotCountFromTheStartOfTheFile() throws IOException {
    file.putLong(24, 512);

    assertThatThrownBy(this::open)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the file's addresses count from 512");
  }
}
