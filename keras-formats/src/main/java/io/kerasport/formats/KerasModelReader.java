package io.kerasport.formats;

import io.kerasport.export.ModelFormatException;
import io.kerasport.export.ModelLoader;
import io.kerasport.export.ModelReader;
import io.kerasport.export.ReadOptions;
import io.kerasport.formats.archive.Entries;
import io.kerasport.formats.archive.KerasArchive;
import io.kerasport.formats.archive.UnpackedArchive;
import io.kerasport.formats.source.FileSource;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
  public Model read(Path file, ReadOptions options) {
    Optional<Path> weights = options.weights();
    return LearnedSettings.ofWeights(
        weights.isPresent()
            ? attach(topology(file, options.inputShape()), weights.get())
            : whole(file, options.inputShape()));
  }

  private Model whole(Path file, Optional<Shape> inputShape) {
    if (FileKind.isSavedModel(file)) {
      if (inputShape.isPresent()) {
        throw new ModelFormatException(
            "An input shape was given for a SavedModel, which has one",
            file.toString(),
            "Leave the input shape away.",
            null);
      }
      return savedModels.get().load(file);
    }
    FileSource source = source(file);
    FileKind kind = FileKind.of(source, file);
    return switch (kind) {
      case ZIP, DIRECTORY -> {
        try (Entries entries = entries(kind, source, file)) {
          yield archives.read(entries, inputShape);
        }
      }
      case HDF5 -> hdf5.read(source, inputShape);
      case JSON -> json.read(file, source, inputShape);
    };
  }

  private Model topology(Path architecture, Optional<Shape> inputShape) {
    FileSource source = source(architecture);
    FileKind kind = FileKind.of(source, architecture);
    return switch (kind) {
      case ZIP, DIRECTORY -> {
        try (Entries entries = entries(kind, source, architecture)) {
          yield archives.readTopology(entries, inputShape);
        }
      }
      case HDF5 -> hdf5.readTopology(source, inputShape);
      case JSON -> json.readTopology(source, inputShape);
    };
  }

  private Model attach(Model model, Path weights) {
    if (isCheckpoint(weights)) {
      return savedModels.get().restore(model, weights);
    }
    FileSource stored = source(weights);
    FileKind kind = FileKind.of(stored, weights);
    return switch (kind) {
      case ZIP, DIRECTORY -> {
        try (Entries entries = entries(kind, stored, weights)) {
          yield archives.attach(model, entries);
        }
      }
      case HDF5 -> hdf5.attach(model, stored);
      case JSON -> json.attach(model, weights, stored);
    };
  }

  private static Entries entries(FileKind kind, FileSource source, Path file) {
    return kind == FileKind.DIRECTORY ? new UnpackedArchive(file) : KerasArchive.open(source);
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
