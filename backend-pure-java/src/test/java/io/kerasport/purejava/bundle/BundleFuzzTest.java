package io.kerasport.purejava.bundle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.export.CheckpointFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a checkpoint's files have, they give tensors or an error of the reader's own.
 *
 * <p>A build runs the bundles that TensorFlow wrote and what fuzzing found before, which is beside
 * the resources under this class's name. {@code -Pfuzz} goes on from there.
 */
class BundleFuzzTest {
  private static final String LONGEST = "2m";

  @TempDir private static Path directory;

  static Stream<byte[]> indexes() {
    return Stream.of(GoldenBundles.SINGLE, GoldenBundles.MIXED).map(GoldenBundles::index);
  }

  @MethodSource("indexes")
  @FuzzTest(maxDuration = LONGEST)
  void index(byte[] bytes) throws IOException {
    Path prefix = directory.resolve("variables");
    Files.write(BundleFormat.indexFile(prefix), bytes);
    Files.write(BundleFormat.dataFile(prefix, 0, 1), GoldenBundles.MIXED.data());

    read(prefix);
  }

  static Stream<byte[]> datas() {
    return Stream.of(GoldenBundles.MIXED).map(GoldenBundles::data);
  }

  @MethodSource("datas")
  @FuzzTest(maxDuration = LONGEST)
  void data(byte[] bytes) throws IOException {
    Path prefix = directory.resolve("variables");
    Files.write(BundleFormat.indexFile(prefix), GoldenBundles.MIXED.index());
    Files.write(BundleFormat.dataFile(prefix, 0, 1), bytes);

    read(prefix);
  }

  private static void read(Path prefix) {
    try {
      Checkpoint checkpoint = new BundleReader().open(prefix);
      checkpoint.entries().keySet().forEach(key -> read(checkpoint, key));
    } catch (CheckpointFormatException e) {
      requireMessage(e);
    }
  }

  private static void read(Checkpoint checkpoint, String key) {
    try {
      checkpoint.text(key);
    } catch (CheckpointFormatException e) {
      requireMessage(e);
    }
    try {
      checkpoint.data(key).writeTo(new Nowhere());
    } catch (CheckpointFormatException | IOException e) {
      requireMessage(e);
    }
  }

  private static void requireMessage(Exception error) {
    if (error.getMessage() == null) {
      throw new AssertionError("an error without a message", error);
    }
  }

  private static final class Nowhere implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
