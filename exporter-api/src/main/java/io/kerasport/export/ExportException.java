package io.kerasport.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused or failed. Nothing was left behind at the target.
 *
 * <p>The message is complete: a stable id, a summary, every problem of that kind with its place,
 * and the way out.
 */
public class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorId id;
  private final String summary;
  private final transient List<Problem> problems;

  /**
   * Makes an exception.
   *
   * @param id the kind of failure
   * @param summary one line
   * @param problems every problem found; may be empty when the summary says it all
   * @param wayOut what the reader can do; may be empty
   * @param cause the failure behind it, if any
   */
  public ExportException(
      ErrorId id,
      String summary,
      List<Problem> problems,
      String wayOut,
      @Nullable Throwable cause) {
    super(message(id, summary, problems, wayOut), cause);
    this.id = id;
    this.summary = summary;
    this.problems = List.copyOf(problems);
  }

  /** The kind of failure. */
  public ErrorId id() {
    return id;
  }

  /** The message's first line without the id. */
  public String summary() {
    return summary;
  }

  /** Every problem found, in the order of the model. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(ErrorId id, String summary, List<Problem> problems, String wayOut) {
    StringBuilder text = new StringBuilder("[").append(id).append("] ").append(summary);
    for (Problem problem : problems) {
      text.append("\n  - ").append(problem);
    }
    if (!wayOut.isEmpty()) {
      text.append("\n").append(wayOut);
    }
    return text.toString();
  }
}
