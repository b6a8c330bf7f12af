package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

/** Losses, and the ranking of predictions. */
final class LossShapes {
  private LossShapes() {}

  static void softmaxCrossEntropy(InferenceContext c) {
    Shape logits = matrix(c.input(0), c.input(1));
    c.output(0, Shape.of(logits.dim(0)));
    c.output(1, logits);
  }

  /** Equal matrices, as far as they are known; else what they broadcast to. */
  private static Shape matrix(Shape logits, Shape labels) {
    boolean mayBeMatrix = logits.isCompatibleWith(Shape.ofRank(2));
    if (mayBeMatrix && logits.isCompatibleWith(labels)) {
      return Shapes.merge(Shapes.withRank(logits, 2), labels);
    }
    Shape broadcast = Shapes.broadcast(logits, labels);
    if (!broadcast.hasRank()) {
      throw new ShapeException(logits + " and " + labels + " may not broadcast to a matrix");
    }
    return Shapes.withRank(broadcast, 2);
  }

  static void sparseSoftmaxCrossEntropy(InferenceContext c) {
    Shape logits = Shapes.withRank(c.input(0), 2);
    Shape labels = Shapes.withRank(c.input(1), 1);
    long batch = Dims.merge(logits.dim(0), labels.dim(0));
    c.output(0, Shape.of(batch));
    c.output(1, logits.withDim(0, batch));
  }

  /** A loss for each of the batch, which is the second axis, and its derivative. */
  static void ctc(InferenceContext c) {
    Shape frames = Shapes.withRank(c.input(0), 3);
    Shape places = Shapes.withRank(c.input(1), 2);
    Shape labels = Shapes.withRank(c.input(2), 1);
    Shape lengths = Shapes.withRank(c.input(3), 1);
    Dims.merge(places.dim(0), labels.dim(0));
    long batch = Dims.merge(frames.dim(1), lengths.dim(0));
    c.output(0, Shape.of(batch));
    c.output(1, frames.withDim(1, batch));
  }

  static void inTopK(InferenceContext c) {
    Shape predictions = Shapes.withRank(c.input(0), 2);
    Shape targets = Shapes.withRank(c.input(1), 1);
    c.output(0, Shape.of(Dims.merge(predictions.dim(0), targets.dim(0))));
  }

  static void topK(InferenceContext c) {
    Shape input = Shapes.withRankAtLeast(c.input(0), 1);
    long k = c.scalarDim(1);
    long last = Shapes.dim(input, -1);
    if (Dims.known(last) && Dims.known(k) && last < k) {
      throw new ShapeException("the %d highest of %d are wanted".formatted(k, last));
    }
    Shape top = Shapes.replaceDim(input, -1, k);
    c.output(0, top);
    c.output(1, top);
  }
}
