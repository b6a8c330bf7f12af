package io.kerasport.formats.data;

/** Says what is wrong with data, and in which tensor, for the reader of the file to add. */
final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tensor;

  DataFormatException(String what) {
    this(what, "");
  }

  /**
   * What is wrong with a tensor.
   *
   * @param tensor its name; empty if it has none
   */
  DataFormatException(String what, String tensor) {
    super(what);
    this.tensor = tensor;
  }

  String tensor() {
    return tensor;
  }
}
