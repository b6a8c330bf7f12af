package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5File;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a file is, by its content. */
enum FileKind {
  ZIP,
  DIRECTORY,
  HDF5,
  JSON;

  private static final int ZIP_ENTRY = 0x504B0304;
  private static final int EMPTY_ZIP = 0x504B0506;
  private static final int LONGEST_SIGNATURE = 8;
  private static final String WAY_OUT =
      "Kerasport reads .keras archives, .h5 files, layers models of TensorFlow.js, and an"
          + " architecture in JSON with the weights in another file; save the model with"
          + " model.save(\"model.keras\").";

  static boolean isSavedModel(Path directory) {
    return Files.exists(directory.resolve("saved_model.pb"))
        || Files.exists(directory.resolve("saved_model.pbtxt"));
  }

  static FileKind of(FileSource source, Path file) {
    if (Files.isDirectory(file)) {
      if (Files.isRegularFile(file.resolve(KerasArchiveReader.CONFIG))) {
        return DIRECTORY;
      }
      throw refused(
          isSavedModel(file)
              ? "This is a SavedModel, not a file with an architecture or weights"
              : "This is a directory, not a Keras file",
          file);
    }
    if (source.size() == 0) {
      throw refused("The file is empty", file);
    }
    byte[] start = new byte[(int) Math.min(LONGEST_SIGNATURE, source.size())];
    try (ByteSource.Reader reader = source.open()) {
      reader.readFully(ByteBuffer.wrap(start), 0);
    } catch (IOException e) {
      throw new ModelFormatException("The file cannot be read", file.toString(), "", e);
    }
    ByteBuffer signature = ByteBuffer.wrap(Arrays.copyOf(start, LONGEST_SIGNATURE));
    if (signature.getLong(0) == Hdf5File.SIGNATURE) {
      return HDF5;
    }
    if (signature.getInt(0) == ZIP_ENTRY || signature.getInt(0) == EMPTY_ZIP) {
      return ZIP;
    }
    if (looksLikeJson(start)) {
      return JSON;
    }
    throw refused("This is neither a zip archive, nor an HDF5 file, nor a JSON object", file);
  }

  private static boolean looksLikeJson(byte[] start) {
    for (byte next : start) {
      if (!Character.isWhitespace(next)) {
        return next == '{';
      }
    }
    return false;
  }

  private static ModelFormatException refused(String summary, Path file) {
    return new ModelFormatException(summary, file.toString(), WAY_OUT, null);
  }
}
