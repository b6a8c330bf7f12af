package io.kerasport.integration.original;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/contract.md}: where something differs, what the original has there,
 * what Kerasport has, and why. A star stands for any text.
 */
record ContractPage(List<Row> rows) {
  private static final Path PAGE = Path.of("..", "docs", "contract.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(.+?)` \\| `?(.+?)`? \\| `?(.+?)`? \\| (.+) \\|");

  /**
   * A line of a table.
   *
   * @param line the line itself
   * @param where matches the places it is about
   * @param original matches what the original has
   * @param ours matches what Kerasport has
   * @param reason why
   */
  record Row(String line, Pattern where, Pattern original, Pattern ours, String reason) {
    boolean explains(Difference difference) {
      return where.matcher(difference.where()).matches()
          && original.matcher(difference.original()).matches()
          && ours.matcher(difference.ours()).matches();
    }

    @Override
    public String toString() {
      return line;
    }
  }

  static ContractPage read() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(
            new Row(
                line, glob(row.group(1)), glob(row.group(2)), glob(row.group(3)), row.group(4)));
      }
    }
    return new ContractPage(rows);
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
