package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.ModelReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.model.Model;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whatever Keras file it is given. */
final class KerasModelReader implements ModelReader {
  private final KerasArchiveReader archives;
  private final KerasHdf5Reader hdf5;

  @Inject
  KerasModelReader(KerasArchiveReader archives, KerasHdf5Reader hdf5) {
    this.archives = archives;
    this.hdf5 = hdf5;
  }

  @Override
  public Model read(Path file) {
    FileSource source = source(file);
    return switch (FileKind.of(source, file)) {
      case ZIP -> archives.read(source);
      case HDF5 -> hdf5.read(source);
    };
  }

  private static FileSource source(Path file) {
    if (!Files.exists(file)) {
      throw new ModelFormatException("There is no such file", file.toString(), "", null);
    }
    try {
      return FileSource.of(file);
    } catch (IOException e) {
      throw new ModelFormatException("The file cannot be read", file.toString(), "", e);
    }
  }
}
