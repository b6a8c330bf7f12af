package io.kerasport.export;

import java.util.List;

/** The inputs or outputs of a model do not give a valid signature. */
public final class SignatureInferenceException extends ExportException {
  private static final long serialVersionUID = 1L;

  /** All problems of the signature together. */
  public SignatureInferenceException(String summary, List<Problem> problems, String wayOut) {
    super(ErrorId.SIGNATURE, summary, problems, wayOut, null);
  }
}
