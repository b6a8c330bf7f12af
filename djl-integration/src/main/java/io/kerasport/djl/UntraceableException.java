package io.kerasport.djl;

/** A Block asks for something that cannot become part of a Keras model; says what. */
final class UntraceableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something that has no counterpart in Keras. */
  UntraceableException(String what) {
    this(what + " has no counterpart", true);
  }

  private UntraceableException(String message, boolean complete) {
    super(message);
  }

  /** Something that contradicts itself. */
  static UntraceableException contradiction(String message) {
    return new UntraceableException(message, true);
  }
}
