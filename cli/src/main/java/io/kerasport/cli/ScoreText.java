package io.kerasport.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A loss and metrics for people and for programs. */
final class ScoreText {
  private ScoreText() {}

  static String line(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
        .collect(Collectors.joining("  "));
  }

  static void write(Map<String, Double> scores, Format format, PrintWriter out) {
    if (format == Format.JSON) {
      JsonText.write(out, json -> scores.forEach(json::field));
    } else {
      scores.forEach((name, value) -> out.println(name + "  " + number(value)));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
