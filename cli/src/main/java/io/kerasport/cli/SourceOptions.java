package io.kerasport.cli;

import io.kerasport.export.ModelReader;
import io.kerasport.export.ReadOptions;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a model's file leaves to be said: where its weights are, and what it takes. */
final class SourceOptions {
  @Option(
      names = "--weights",
      paramLabel = "WEIGHTS",
      description = {
        "Take the weights from this file instead: a .weights.h5 file, the .weights.json",
        "of a sharded one, an .h5 file of Keras 2 or 3, a .keras file, the model.json of",
        "TensorFlow.js, or a checkpoint's prefix."
      })
  private @Nullable Path weights;

  @Option(
      names = "--input-shape",
      paramLabel = "SHAPE",
      converter = Dimensions.class,
      description = {
        "The input's shape, for a Sequential model that was saved before it had one:",
        "what model.build takes, such as None,28,28,1."
      })
  private @Nullable Shape inputShape;

  Model read(ModelReader reader, Path file) {
    ReadOptions options = ReadOptions.defaults();
    if (weights != null) {
      options = options.withWeights(weights);
    }
    if (inputShape != null) {
      options = options.withInputShape(inputShape);
    }
    return reader.read(file, options);
  }

  /** Reads dimensions with commas between them, {@code None} for unknown ones. */
  static final class Dimensions implements ITypeConverter<Shape> {
    private static final String UNKNOWN = "None";

    @Override
    public Shape convert(String text) {
      String[] parts = text.split(",", -1);
      long[] dims = new long[parts.length];
      for (int i = 0; i < parts.length; i++) {
        dims[i] = dimension(parts[i].strip());
      }
      return Shape.of(dims);
    }

    private static long dimension(String text) {
      if (text.equals(UNKNOWN)) {
        return Shape.UNKNOWN_DIM;
      }
      try {
        long size = Long.parseLong(text);
        if (size >= 0) {
          return size;
        }
      } catch (NumberFormatException e) {
        // reported below, as a negative size is
      }
      throw new TypeConversionException(
          "'" + text + "' is no dimension: a size or None was expected");
    }
  }
}
