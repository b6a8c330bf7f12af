package io.kerasport.formats.data;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.Problem;
import io.kerasport.formats.archive.KerasArchive;
import io.kerasport.formats.source.FileSource;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.DataReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads data files by what they begin with. */
public final class DataFileReader implements DataReader {
  /** An array of Java cannot be larger. */
  private static final int LARGEST = Integer.MAX_VALUE - 64;

  private static final String NUMPY = ".npy";

  @Inject
  DataFileReader() {}

  @Override
  public Map<String, TensorValue> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw failure(file, "it has more than 2 GiB", "", null);
      }
      byte[] start = start(file);
      if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
        return archive(file);
      }
      byte[] bytes = Files.readAllBytes(file);
      if (NumpyArray.isOne(bytes)) {
        return Map.of(UNNAMED, NumpyArray.read(bytes));
      }
      return new String(start, StandardCharsets.UTF_8).strip().startsWith("{")
          ? JsonData.read(bytes, file.toString())
          : CsvData.read(bytes);
    } catch (ModelFormatException e) {
      throw failure(file, e.summary(), "", e);
    } catch (DataFormatException e) {
      throw failure(file, String.valueOf(e.getMessage()), e.tensor(), e);
    } catch (NoSuchFileException e) {
      throw failure(file, "there is no such file", "", e);
    } catch (IOException e) {
      throw failure(file, "it cannot be read: " + e, "", e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16);
    }
  }

  private static Map<String, TensorValue> archive(Path file) throws IOException {
    Map<String, TensorValue> arrays = new LinkedHashMap<>();
    try (KerasArchive archive = KerasArchive.open(FileSource.of(file))) {
      for (String name : archive.names()) {
        if (name.endsWith(NUMPY)) {
          byte[] bytes = archive.bytes(name, LARGEST).orElseThrow();
          String array = name.substring(0, name.length() - NUMPY.length());
          try {
            arrays.put(array, NumpyArray.read(bytes));
          } catch (DataFormatException e) {
            throw new DataFormatException(String.valueOf(e.getMessage()), array);
          }
        }
      }
    }
    if (arrays.isEmpty()) {
      throw new DataFormatException("the archive holds no arrays");
    }
    return arrays;
  }

  private static ExportException failure(
      Path file, String what, String tensor, @Nullable Throwable cause) {
    return new ExportException(
        ErrorId.RUN,
        file + " holds no data to run a model with",
        List.of(new Problem(what, tensor)),
        "Give an .npz or .npy file, a JSON object of nested lists, or CSV with a header.",
        cause);
  }
}
