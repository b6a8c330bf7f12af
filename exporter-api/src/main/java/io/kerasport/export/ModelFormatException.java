package io.kerasport.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file is not a model that can be read, or contradicts itself. */
public final class ModelFormatException extends ExportException {
  private static final long serialVersionUID = 1L;

  /**
   * A single problem.
   *
   * @param summary what was found and what was expected
   * @param where file and path inside it
   * @param wayOut what the reader can do; may be empty
   * @param cause the failure behind it, if any
   */
  public ModelFormatException(
      String summary, String where, String wayOut, @Nullable Throwable cause) {
    super(ErrorId.MODEL_FORMAT, summary + ": " + where, List.of(), wayOut, cause);
  }

  /** A file that contradicts itself in several places, all together. */
  public static ModelFormatException of(String summary, List<Problem> problems, String wayOut) {
    return new ModelFormatException(ErrorId.MODEL_FORMAT, summary, problems, wayOut);
  }

  /** Weights that do not fit the layers, all together. */
  public static ExportException weightMismatch(List<Problem> problems, String wayOut) {
    return new ModelFormatException(
        ErrorId.WEIGHT_MISMATCH, "The stored weights do not fit the layers", problems, wayOut);
  }

  private ModelFormatException(ErrorId id, String summary, List<Problem> problems, String wayOut) {
    super(id, summary, problems, wayOut, null);
  }
}
