package io.kerasport.djl;

/** A Block asks for something that cannot become part of a Keras model; says what. */
final class UntraceableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UntraceableException(String message) {
    super(message);
  }

  /** Something that Keras does not have. */
  static UntraceableException noCounterpart(String what) {
    return new UntraceableException(what + " has no counterpart");
  }
}
