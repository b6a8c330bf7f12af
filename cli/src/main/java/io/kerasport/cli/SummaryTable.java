package io.kerasport.cli;

import io.kerasport.core.summary.ModelSummary;
import io.kerasport.model.Shape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A model's summary as the table Keras prints, but as wide as it needs to be. */
final class SummaryTable {
  private static final int PARAMETERS = 2;

  private final PrintWriter out;
  private final boolean expandNested;

  SummaryTable(PrintWriter out, boolean expandNested) {
    this.out = out;
    this.expandNested = expandNested;
  }

  void write(ModelSummary summary) {
    List<String> header =
        summary.isChain()
            ? List.of("Layer (type)", "Output Shape", "Param #")
            : List.of("Layer (type)", "Output Shape", "Param #", "Connected to");
    List<List<String>> rows = new ArrayList<>();
    summary.rows().forEach(row -> add(rows, row, 0, header.size()));
    out.println("Model: \"" + summary.name() + "\"");
    table(header, rows);
    total("Total", summary.total());
    total("Trainable", summary.trainable());
    total("Non-trainable", summary.nonTrainable());
    if (summary.untold().count() > 0) {
      total("Other", summary.untold());
    }
  }

  private void total(String name, ModelSummary.Parameters parameters) {
    out.println(
        String.format(
            Locale.ROOT,
            " %s params: %,d (%s)",
            name,
            parameters.count(),
            ByteSize.of(parameters.bytes())));
  }

  private void add(List<List<String>> rows, ModelSummary.Row row, int depth, int columns) {
    String indent = depth == 0 ? "" : "   ".repeat(depth) + "└ ";
    List<String> cells = new ArrayList<>();
    cells.add(indent + row.name() + " (" + row.className() + ")");
    cells.add(shapes(row.outputs()));
    cells.add(String.format(Locale.ROOT, "%,d", row.parameters()));
    boolean connected = depth == 0 && !row.connectedTo().isEmpty();
    cells.add(connected ? String.join(", ", row.connectedTo()) : "-");
    rows.add(cells.subList(0, columns));
    if (expandNested) {
      row.nested().forEach(nested -> add(rows, nested, depth + 1, columns));
    }
  }

  /** The shapes of a layer's outputs as Keras prints them. */
  static String shapes(List<Shape> outputs) {
    return switch (outputs.size()) {
      case 0 -> "?";
      case 1 -> shape(outputs.get(0));
      default ->
          outputs.stream().map(SummaryTable::shape).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private static String shape(Shape shape) {
    if (!shape.hasRank()) {
      return "?";
    }
    return Arrays.stream(shape.dims())
        .mapToObj(dim -> dim == Shape.UNKNOWN_DIM ? "None" : Long.toString(dim))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private void table(List<String> header, List<List<String>> rows) {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rule(widths, "┏━┳┓");
    cells(widths, header, "┃");
    rule(widths, "┡━╇┩");
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        rule(widths, "├─┼┤");
      }
      cells(widths, rows.get(i), "│");
    }
    rule(widths, "└─┴┘");
  }

  /** A line, given as its left end, its stroke, its crossing and its right end. */
  private void rule(int[] widths, String parts) {
    String stroke = parts.substring(1, 2);
    out.println(
        Arrays.stream(widths)
            .mapToObj(width -> stroke.repeat(width + 2))
            .collect(
                Collectors.joining(
                    parts.substring(2, 3), parts.substring(0, 1), parts.substring(3, 4))));
  }

  private void cells(int[] widths, List<String> cells, String border) {
    StringBuilder line = new StringBuilder(border);
    for (int i = 0; i < widths.length; i++) {
      String room = " ".repeat(widths[i] - cells.get(i).length());
      line.append(' ')
          .append(i == PARAMETERS ? room + cells.get(i) : cells.get(i) + room)
          .append(' ')
          .append(border);
    }
    out.println(line);
  }
}
