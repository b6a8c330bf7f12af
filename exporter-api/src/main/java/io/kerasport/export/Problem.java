package io.kerasport.export;

import java.util.Objects;

/**
 * One thing that is wrong.
 *
 * @param what what was found, and what was expected where that helps
 * @param where file, path inside it, layer; empty if the whole request is meant
 */
public record Problem(String what, String where) {
  public Problem {
    Objects.requireNonNull(what);
    Objects.requireNonNull(where);
  }

  @Override
  public String toString() {
    return where.isEmpty() ? what : what + "\n    at " + where;
  }
}
