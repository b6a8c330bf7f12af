package io.kerasport.export;

import io.kerasport.model.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a caller knows of a model beyond its file.
 *
 * @param weights the file or checkpoint that has the weights, if the model's own file has none, or
 *     others are wanted
 * @param inputShape the shape of the input with the batch in front, as {@code model.build} takes
 *     it; for a Sequential model that was saved before it knew
 */
public record ReadOptions(Optional<Path> weights, Optional<Shape> inputShape) {

  /** Everything comes from the model's file. */
  public static ReadOptions defaults() {
    return new ReadOptions(Optional.empty(), Optional.empty());
  }

  /** These options with weights from elsewhere. */
  public ReadOptions withWeights(Path file) {
    return new ReadOptions(Optional.of(file), inputShape);
  }

  /** These options with an input shape. */
  public ReadOptions withInputShape(Shape shape) {
    return new ReadOptions(weights, Optional.of(shape));
  }
}
