package io.kerasport.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint is damaged, incomplete or of a form that cannot be read. */
public final class CheckpointFormatException extends ExportException {
  private static final long serialVersionUID = 1L;

  /**
   * A single problem.
   *
   * @param summary what was found and what was expected
   * @param where file and offset, or file and entry
   * @param wayOut what the reader can do; may be empty
   * @param cause the failure behind it, if any
   */
  public CheckpointFormatException(
      String summary, String where, String wayOut, @Nullable Throwable cause) {
    super(ErrorId.CHECKPOINT_FORMAT, summary + ": " + where, List.of(), wayOut, cause);
  }
}
