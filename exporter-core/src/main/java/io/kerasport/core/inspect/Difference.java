package io.kerasport.core.inspect;

import java.util.Objects;

/**
 * One thing in which two SavedModels differ.
 *
 * @param where what it is about, such as {@code serve, signature serving_default, input x, shape}
 * @param left what the left one has
 * @param right what the right one has
 */
public record Difference(String where, String left, String right) {
  public Difference {
    Objects.requireNonNull(where);
    Objects.requireNonNull(left);
    Objects.requireNonNull(right);
  }

  @Override
  public String toString() {
    return where + ": " + left + " | " + right;
  }
}
