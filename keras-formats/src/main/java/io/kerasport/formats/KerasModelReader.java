package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.ModelLoader;
import io.kerasport.export.ModelReader;
import io.kerasport.formats.source.FileSource;
import io.kerasport.model.Model;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whatever Keras file it is given. */
final class KerasModelReader implements ModelReader {
  private final KerasArchiveReader archives;
  private final KerasHdf5Reader hdf5;
  private final KerasJsonReader json;
  private final Provider<ModelLoader> savedModels;

  @Inject
  KerasModelReader(
      KerasArchiveReader archives,
      KerasHdf5Reader hdf5,
      KerasJsonReader json,
      Provider<ModelLoader> savedModels) {
    this.archives = archives;
    this.hdf5 = hdf5;
    this.json = json;
    this.savedModels = savedModels;
  }

  @Override
  public Model read(Path file) {
    if (FileKind.isSavedModel(file)) {
      return savedModels.get().load(file);
    }
    FileSource source = source(file);
    return switch (FileKind.of(source, file)) {
      case ZIP -> archives.read(source);
      case HDF5 -> hdf5.read(source);
      case JSON ->
          throw new ModelFormatException(
              "This is JSON, which holds no weights",
              file.toString(),
              "Give the file with the weights, too (--weights on the command line).",
              null);
    };
  }

  @Override
  public Model read(Path architecture, Path weights) {
    Model model = topology(architecture);
    if (isCheckpoint(weights)) {
      return savedModels.get().restore(model, weights);
    }
    FileSource stored = source(weights);
    return switch (FileKind.of(stored, weights)) {
      case ZIP -> archives.attach(model, stored);
      case HDF5 -> hdf5.attach(model, stored);
      case JSON ->
          throw new ModelFormatException(
              "This is JSON, which holds no weights",
              weights.toString(),
              "Save them with model.save_weights(\"model.weights.h5\").",
              null);
    };
  }

  private Model topology(Path architecture) {
    FileSource source = source(architecture);
    return switch (FileKind.of(source, architecture)) {
      case ZIP -> archives.readTopology(source);
      case HDF5 -> hdf5.readTopology(source);
      case JSON -> json.readTopology(source);
    };
  }

  private static boolean isCheckpoint(Path prefix) {
    return Files.exists(prefix.resolveSibling(prefix.getFileName() + ".index"));
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
