package io.kerasport.integration.gradient;

import io.kerasport.model.Shape;

/** What a graph knows of the shapes of its inputs before it runs. */
enum Knowledge {
  SHAPE,
  RANK,
  NOTHING;

  Shape of(Shape shape) {
    return switch (this) {
      case SHAPE -> shape;
      case RANK -> Shape.ofRank(shape.rank());
      case NOTHING -> Shape.unknown();
    };
  }
}
