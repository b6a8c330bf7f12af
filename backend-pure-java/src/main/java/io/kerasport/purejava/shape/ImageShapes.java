package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Resizing of images in channels-last form. */
final class ImageShapes {
  private ImageShapes() {}

  /** Height and width come from the second input. */
  static void resize(InferenceContext c) {
    resize(c, 1);
  }

  /** Height and width come from the third input. */
  static void project(InferenceContext c) {
    resize(c, 2);
  }

  private static void resize(InferenceContext c, int input) {
    Shape images = Shapes.withRank(c.input(0), 4);
    Dims.merge(Shapes.withRank(c.input(input), 1).dim(0), 2);
    Optional<ConstantTensor> size = c.constant(input);
    long height = size.map(hw -> hw.integer(0)).orElse(Dims.UNKNOWN);
    long width = size.map(hw -> hw.integer(1)).orElse(Dims.UNKNOWN);
    if (height < -1 || width < -1) {
      throw new ShapeException("an image is resized to %d by %d".formatted(height, width));
    }
    c.output(0, images.withDim(1, height).withDim(2, width));
  }

  /** The gradient has the shape of the original image, the second input. */
  static void likeOriginal(InferenceContext c) {
    c.output(0, c.input(1));
  }
}
