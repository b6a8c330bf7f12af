package io.kerasport.purejava.bundle;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The tensors of {@code make_bundle_goldens.py}, and the files TensorFlow made of them. */
enum GoldenBundles {
  SINGLE {
    @Override
    List<CheckpointEntry> entries() {
      ByteBuffer values = ByteBuffer.allocate(8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      values.putFloat(1).putFloat(2);
      return List.of(Entries.tensor("a", DType.FLOAT, Shape.of(2), values.array()));
    }
  },
  MIXED {
    @Override
    List<CheckpointEntry> entries() {
      List<CheckpointEntry> entries = new ArrayList<>();
      for (DType dtype : DType.values()) {
        for (int i = 0; i < SHAPES.size() && dtype.byteSize() > 0; i++) {
          entries.add(numbers(dtype.kerasName() + "/" + i, dtype, SHAPES.get(i)));
        }
      }
      entries.add(Entries.text("text/empty", ""));
      entries.add(Entries.text("text/short", "hi"));
      entries.add(Entries.text("text/long", "ä".repeat(100)));
      entries.add(Entries.text("text/\uD83D\uDE00", "after the letters of the basic plane"));
      entries.add(Entries.text("text/\uFFEE", "before it in bytes, behind it in UTF-16"));
      return entries;
    }
  },
  MANY {
    @Override
    List<CheckpointEntry> entries() {
      List<CheckpointEntry> entries = new ArrayList<>();
      for (int i = 0; i < 8000; i++) {
        String key = "layer-" + i + "/" + "w".repeat(90);
        entries.add(numbers(key, DType.FLOAT, Shape.of(i % 4)));
      }
      return entries;
    }
  },
  LARGE_KEYS {
    @Override
    List<CheckpointEntry> entries() {
      List<CheckpointEntry> entries = new ArrayList<>();
      for (String key :
          List.of("a", "b".repeat(300_000), "b".repeat(600_000), "c", "c\u00ff", "d")) {
        entries.add(numbers(key, DType.FLOAT, Shape.of(2)));
      }
      return entries;
    }
  };

  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(),
          Shape.of(1),
          Shape.of(0),
          Shape.of(3),
          Shape.of(2, 3),
          Shape.of(2, 0, 3),
          Shape.of(1, 1, 1, 1),
          Shape.of(2, 1, 3, 1, 2));

  /** The tensors, in any order. */
  abstract List<CheckpointEntry> entries();

  /** The tensors in the order of a checkpoint. */
  List<CheckpointEntry> sortedEntries() {
    List<CheckpointEntry> sorted = new ArrayList<>(entries());
    sorted.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.key().getBytes(StandardCharsets.UTF_8),
                b.key().getBytes(StandardCharsets.UTF_8)));
    return sorted;
  }

  byte[] index() {
    return resource(fileName() + ".index.gz");
  }

  byte[] data() {
    return resource(fileName() + ".data.gz");
  }

  /** Unpacks TensorFlow's files into a directory and gives their prefix. */
  Path unpackInto(Path directory) throws IOException {
    Path prefix = directory.resolve("variables");
    Files.write(BundleFormat.indexFile(prefix), index());
    Files.write(BundleFormat.dataFile(prefix, 0, 1), data());
    return prefix;
  }

  private String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A golden file, unpacked. */
  static byte[] resource(String name) {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(GoldenBundles.class.getResourceAsStream(name), name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CheckpointEntry numbers(String key, DType dtype, Shape shape) {
    byte[] values = new byte[Math.toIntExact(new TensorSpec(dtype, shape).byteSize())];
    IntStream.range(0, values.length)
        .forEach(i -> values[i] = (byte) (dtype == DType.BOOL ? i % 2 : i * 7 + 3));
    return Entries.tensor(key, dtype, shape, values);
  }
}
