package io.kerasport.export;

import java.util.List;

/** A model uses something that has no counterpart here; it names every such place. */
public final class UnsupportedModelException extends ExportException {
  private static final long serialVersionUID = 1L;

  /** All unsupported places of a model together. */
  public UnsupportedModelException(String summary, List<Problem> problems, String wayOut) {
    super(ErrorId.UNSUPPORTED_MODEL, summary, problems, wayOut, null);
  }
}
