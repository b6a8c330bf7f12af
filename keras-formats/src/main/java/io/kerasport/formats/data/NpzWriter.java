package io.kerasport.formats.data;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.DataWriter;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes archives of NumPy's arrays. Their entries are stored as they are, like NumPy's own. */
public final class NpzWriter implements DataWriter {
  private static final String WAY_OUT =
      "Name a file that does not exist yet, in a directory that does.";

  @Inject
  NpzWriter() {}

  @Override
  public void check(Path file) {
    if (Files.exists(file)) {
      throw taken(file, null);
    }
    if (!Files.isDirectory(directory(file))) {
      throw failure("There is no directory " + directory(file), null);
    }
  }

  @Override
  public void write(Path file, Map<String, TensorValue> arrays) {
    check(file);
    Map<String, byte[]> entries = new TreeMap<>();
    arrays.forEach((name, array) -> entries.put(name, NumpyArray.write(name, array)));
    try {
      Path unfinished = Files.createTempFile(directory(file), ".kerasport-", ".npz");
      try {
        writeAll(unfinished, entries);
        Files.move(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (FileAlreadyExistsException e) {
      throw taken(file, e);
    } catch (IOException e) {
      throw failure(file + " cannot be written: " + e, e);
    }
  }

  private static void writeAll(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> array : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        CRC32 checksum = new CRC32();
        checksum.update(array.getValue());
        entry.setCrc(checksum.getValue());
        entry.setSize(array.getValue().length);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(array.getValue());
        zip.closeEntry();
      }
    }
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static ExportException taken(Path file, @Nullable Throwable cause) {
    return failure(file + " exists already", cause);
  }

  private static ExportException failure(String summary, @Nullable Throwable cause) {
    return new ExportException(ErrorId.TARGET, summary, List.of(), WAY_OUT, cause);
  }

  /** An array that NumPy has no form for. */
  static ExportException unwritable(String name, TensorValue array) {
    return new ExportException(
        ErrorId.RUN,
        "Not every array can be written to an .npz file",
        List.of(
            new Problem("NumPy has no array of " + array.spec() + " that is free of Python", name)),
        "Without a file the outputs are printed as JSON.",
        null);
  }
}
