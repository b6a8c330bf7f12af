package io.kerasport.cli;

import java.util.List;
import java.util.Locale;

/** Sizes as Keras prints them: {@code 97.80 MB}, in steps of 1024. */
final class ByteSize {
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB", "EB");

  private ByteSize() {}

  static String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.size() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", size, UNITS.get(unit));
  }
}
