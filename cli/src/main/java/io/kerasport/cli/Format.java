package io.kerasport.cli;

import java.util.Locale;

/** How a result is written. */
enum Format {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
