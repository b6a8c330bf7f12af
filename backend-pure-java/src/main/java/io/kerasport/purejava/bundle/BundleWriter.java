package io.kerasport.purejava.bundle;

import com.google.protobuf.MessageLite;
import io.kerasport.core.backend.TensorProtos;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.export.ProgressListener;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.purejava.table.MaskedCrc;
import io.kerasport.purejava.table.TableWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.VersionDef;

/**
 * Writes one bundle with one data file, byte for byte as TensorFlow's {@code SaveV2} writes the
 * same tensors.
 *
 * <p>Both files are written under temporary names beside their final ones, then renamed, the index
 * last, because readers find a bundle by its index. After a failure nothing is left of either.
 */
public final class BundleWriter {
  private static final String STAGE = "checkpoint";
  private static final String TEMPORARY = ".tempstate";

  private final Path index;
  private final Path data;

  /** A writer for the files under a path prefix, whose directory exists. */
  public BundleWriter(Path prefix) {
    this.index = BundleFormat.indexFile(prefix);
    this.data = BundleFormat.dataFile(prefix, 0, 1);
  }

  /**
   * Writes the bundle.
   *
   * @param entries sorted by key in unsigned byte order, keys distinct
   * @param progress is told the bytes written and their total
   * @throws ExportException if a source fails or gives a wrong number of bytes ({@link
   *     ErrorId#WEIGHT_MISMATCH}), or the files cannot be written ({@link ErrorId#TARGET})
   */
  public void write(List<CheckpointEntry> entries, ProgressListener progress) {
    Path newIndex = temporary(index);
    Path newData = temporary(data);
    try {
      Files.deleteIfExists(newIndex);
      Files.deleteIfExists(newData);
      writeIndex(newIndex, entries, writeData(newData, entries, progress));
      publish(newData, newIndex);
    } catch (IOException e) {
      throw new ExportException(
          ErrorId.TARGET,
          "The checkpoint " + data + " cannot be written: " + e,
          List.of(),
          "Check permissions and free space of the directory.",
          e);
    } finally {
      deleteQuietly(newIndex);
      deleteQuietly(newData);
    }
  }

  /** Data without an index is no bundle, so no reader ever sees an index beside other data. */
  private void publish(Path newData, Path newIndex) throws IOException {
    Files.deleteIfExists(index);
    Files.move(newData, data, StandardCopyOption.REPLACE_EXISTING);
    try {
      Files.move(newIndex, index);
    } catch (IOException e) {
      deleteQuietly(data);
      throw e;
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + TEMPORARY);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }

  private static List<BundleEntryProto> writeData(
      Path file, List<CheckpointEntry> entries, ProgressListener progress) throws IOException {
    long total = entries.stream().mapToLong(BundleWriter::byteSize).sum();
    List<BundleEntryProto> stored = new ArrayList<>();
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (DataFile out =
        new DataFile(channel, done -> progress.progress(STAGE, Math.min(done, total), total))) {
      for (CheckpointEntry entry : entries) {
        stored.add(
            entry instanceof CheckpointEntry.Tensor tensor
                ? writeTensor(out, tensor)
                : writeText(out, (CheckpointEntry.Text) entry));
      }
    }
    progress.progress(STAGE, total, total);
    return stored;
  }

  private static long byteSize(CheckpointEntry entry) {
    return entry instanceof CheckpointEntry.Tensor tensor
        ? tensor.spec().byteSize()
        : ((CheckpointEntry.Text) entry).bytes().remaining();
  }

  private static BundleEntryProto writeTensor(DataFile out, CheckpointEntry.Tensor tensor)
      throws IOException {
    long offset = out.position();
    long size = tensor.spec().byteSize();
    out.beginChecksum();
    DataFile.TensorChannel channel = out.tensor(size);
    try {
      tensor.data().writeTo(channel);
    } catch (DataFile.WriteFailure e) {
      throw e;
    } catch (IOException e) {
      throw wrongSource(tensor, "it cannot be read: " + e, e);
    }
    if (channel.received() != size) {
      throw wrongSource(
          tensor,
          "expected %d bytes for %s, found %d".formatted(size, tensor.spec(), channel.received()),
          null);
    }
    return entry(tensor.spec(), offset, size, out.endChecksum());
  }

  private static BundleEntryProto writeText(DataFile out, CheckpointEntry.Text text)
      throws IOException {
    long offset = out.position();
    ByteBuffer bytes = text.bytes();
    CRC32C crc = out.beginChecksum();
    out.putUnchecked(StringTensor.prefix(bytes.remaining(), crc));
    out.put(bytes);
    long checksum = out.endChecksum();
    TensorSpec spec = new TensorSpec(DType.STRING, Shape.scalar());
    return entry(spec, offset, out.position() - offset, checksum);
  }

  private static BundleEntryProto entry(TensorSpec spec, long offset, long size, long crc) {
    return BundleEntryProto.newBuilder()
        .setDtype(DataType.forNumber(spec.dtype().number()))
        .setShape(TensorProtos.of(spec.shape()))
        .setOffset(offset)
        .setSize(size)
        .setCrc32C(MaskedCrc.of(crc))
        .build();
  }

  private static void writeIndex(
      Path file, List<CheckpointEntry> entries, List<BundleEntryProto> stored) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      TableWriter table = new TableWriter(out);
      table.add(BundleFormat.HEADER_KEY, bytes(header()));
      for (int i = 0; i < stored.size(); i++) {
        byte[] key = entries.get(i).key().getBytes(StandardCharsets.UTF_8);
        table.add(key, bytes(stored.get(i)));
      }
      table.finish();
    }
  }

  private static BundleHeaderProto header() {
    return BundleHeaderProto.newBuilder()
        .setNumShards(1)
        .setVersion(VersionDef.newBuilder().setProducer(BundleFormat.VERSION))
        .build();
  }

  private static byte[] bytes(MessageLite proto) {
    return proto.toByteArray();
  }

  private static ExportException wrongSource(
      CheckpointEntry.Tensor tensor, String what, @Nullable Throwable cause) {
    return new ExportException(
        ErrorId.WEIGHT_MISMATCH,
        "The values of checkpoint entry `" + tensor.key() + "` are not what its shape asks for",
        List.of(new Problem(what, tensor.origin())),
        "",
        cause);
  }
}
