package io.kerasport.benchmarks;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Writing 100 MiB of weights from a file into a TensorBundle, beside a plain copy of that file, and
 * an index of 50 000 entries. Scores are MiB or entries a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BundleWriting {
  private static final int MIB = 1 << 20;
  private static final int TENSORS = 100;
  private static final int SMALL_ENTRIES = 50_000;

  private final Backend backend = Composition.injector().getInstance(Backend.class);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private Path directory = Path.of("");
  private Path source = Path.of("");
  private List<CheckpointEntry> tensors = List.of();
  private List<CheckpointEntry> scalars = List.of();

  /** Makes the source file. */
  @Setup(Level.Trial)
  public void createSource() throws IOException {
    directory = Files.createTempDirectory("kerasport-bundle");
    source = directory.resolve("source");
    byte[] block = new byte[MIB];
    Random random = new Random(7);
    try (FileChannel channel =
        FileChannel.open(source, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < TENSORS; i++) {
        random.nextBytes(block);
        channel.write(ByteBuffer.wrap(block));
      }
    }
    tensors = new ArrayList<>();
    TensorSpec spec = new TensorSpec(DType.FLOAT, Shape.of(MIB / Float.BYTES));
    for (int i = 0; i < TENSORS; i++) {
      tensors.add(
          new CheckpointEntry.Tensor(
              String.format("w%03d/.ATTRIBUTES/VARIABLE_VALUE", i), spec, part(i), "source"));
    }
    scalars = new ArrayList<>();
    TensorValue one = TensorValue.ofFloats(Shape.scalar(), 1);
    for (int i = 0; i < SMALL_ENTRIES; i++) {
      scalars.add(
          new CheckpointEntry.Tensor(
              String.format("layer_with_weights-%05d/bias/.ATTRIBUTES/VARIABLE_VALUE", i),
              one.spec(),
              channel -> channel.write(one.bytes()),
              "constant"));
    }
  }

  private WeightData part(int index) {
    return channel -> {
      try (FileChannel file = FileChannel.open(source, StandardOpenOption.READ)) {
        stream(file, (long) index * MIB, channel);
      }
    };
  }

  private void stream(FileChannel file, long position, WritableByteChannel channel)
      throws IOException {
    for (long done = 0; done < MIB; done += buffer.limit()) {
      buffer.clear();
      file.read(buffer, position + done);
      buffer.flip();
      channel.write(buffer);
    }
  }

  /** The peer: the JDK's own copy of a file. In chunks of one MiB a second. */
  @Benchmark
  @OperationsPerInvocation(TENSORS)
  public Path plainCopy() throws IOException {
    return Files.copy(source, directory.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Tensors of one MiB each. */
  @Benchmark
  @OperationsPerInvocation(TENSORS)
  public void bundle() {
    backend.writeCheckpoint(directory.resolve("bundle"), tensors, ProgressListener.SILENT);
  }

  /** Scalars, so that the table is nearly all the work. Entries a second. */
  @Benchmark
  @OperationsPerInvocation(SMALL_ENTRIES)
  public void table() {
    backend.writeCheckpoint(directory.resolve("table"), scalars, ProgressListener.SILENT);
  }

  /** Removes what was written. */
  @TearDown(Level.Trial)
  public void deleteFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
