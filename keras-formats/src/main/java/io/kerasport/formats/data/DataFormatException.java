package io.kerasport.formats.data;

/** Says what is wrong with data, for the reader of the file to add where. */
final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DataFormatException(String what) {
    super(what);
  }
}
