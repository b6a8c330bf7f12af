package io.kerasport.benchmarks;

import io.kerasport.export.ModelReader;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads whole models, every weight streamed to a file and verified, beside copies of the model's
 * file: a plain one, through a buffer, and one that the system makes without the bytes passing
 * through the process. Prints a row for each model: its size, the median times, the median of the
 * ratios of reading to the plain copy that comes right after it, so that both meet the same load,
 * and the largest heap there was. Started with {@code -Xmx64m} it also proves that more is not
 * needed.
 */
public final class ModelReading {
  private static final int WARM = 30;
  private static final int ROUNDS = 25;
  private static final double MIB = 1 << 20;

  private final ModelReader reader;
  private final Path output;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);

  private ModelReading(ModelReader reader, Path output) {
    this.reader = reader;
    this.output = output;
  }

  /** Takes the files of models. */
  public static void main(String[] files) throws IOException {
    Path output = Files.createTempFile("kerasport-reading", null);
    ModelReading reading =
        new ModelReading(Composition.injector().getInstance(ModelReader.class), output);
    System.out.println(
        "| model | MiB | read ms | copy ms | in-kernel copy ms | read / copy | peak heap MiB |");
    System.out.println("|---|---|---|---|---|---|---|");
    try {
      for (String file : files) {
        reading.measure(Path.of(file));
      }
    } finally {
      Files.delete(output);
    }
  }

  private void measure(Path file) throws IOException {
    long[] reads = new long[ROUNDS];
    long[] copies = new long[ROUNDS];
    long[] systemCopies = new long[ROUNDS];
    double[] ratios = new double[ROUNDS];
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    for (int round = -WARM; round < ROUNDS; round++) {
      long start = System.nanoTime();
      read(file);
      long between = System.nanoTime();
      copy(file);
      long copied = System.nanoTime();
      Files.copy(file, output, StandardCopyOption.REPLACE_EXISTING);
      long end = System.nanoTime();
      if (round >= 0) {
        reads[round] = between - start;
        copies[round] = copied - between;
        systemCopies[round] = end - copied;
        ratios[round] = (double) reads[round] / copies[round];
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.0f | %.0f | %.0f | %.2f | %.1f |%n",
        file.getFileName(),
        Files.size(file) / MIB,
        median(millis(reads)),
        median(millis(copies)),
        median(millis(systemCopies)),
        median(ratios),
        peakHeap() / MIB);
  }

  private void read(Path file) throws IOException {
    Model model = reader.read(file);
    Files.delete(output);
    try (FileChannel channel =
        FileChannel.open(output, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(model, channel);
    }
    verify(model);
  }

  private void copy(Path file) throws IOException {
    Files.delete(output);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(output, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
  }

  private static void write(Model model, FileChannel channel) throws IOException {
    for (Layer layer : model.layers()) {
      if (layer.nested() != null) {
        write(layer.nested(), channel);
      }
      if (layer.weights().isPresent()) {
        for (Weight weight : layer.weights().get()) {
          weight.data().writeTo(channel);
        }
      }
    }
  }

  /** As an export does before it publishes anything. */
  private static void verify(Model model) throws IOException {
    for (Layer layer : model.layers()) {
      if (layer.nested() != null) {
        verify(layer.nested());
      }
      if (layer.weights().isPresent()) {
        for (Weight weight : layer.weights().get()) {
          weight.data().verify();
        }
      }
    }
  }

  private static double[] millis(long[] nanos) {
    return Arrays.stream(nanos).mapToDouble(time -> time / 1e6).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
