package io.kerasport.purejava.shape;

/** Shapes contradict each other. Says what was found and expected; the node is added outside. */
final class ShapeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShapeException(String message) {
    super(message);
  }
}
