package io.kerasport.formats.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.kerasport.graph.TensorValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns of a CSV file with a header; {@code x.0}, {@code x.1} … are the columns of one tensor.
 */
final class CsvData {
  private static final Pattern PART = Pattern.compile("(?<name>.*)\\.(?<index>\\d{1,6})");

  private CsvData() {}

  static Map<String, TensorValue> read(byte[] text) {
    List<List<String>> rows = rows(text);
    if (rows.isEmpty()) {
      throw new DataFormatException("there is no header");
    }
    List<String> header = rows.get(0);
    Map<String, TreeMap<Integer, Integer>> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      Matcher part = PART.matcher(header.get(i));
      boolean isPart = part.matches();
      String name = isPart ? part.group("name") : header.get(i);
      int index = isPart ? Integer.parseInt(part.group("index")) : -1;
      if (columns.computeIfAbsent(name, key -> new TreeMap<>()).put(index, i) != null) {
        throw new DataFormatException("the column `" + header.get(i) + "` is there twice");
      }
    }
    List<List<String>> samples = rows.subList(1, rows.size());
    Map<String, TensorValue> tensors = new LinkedHashMap<>();
    columns.forEach((name, parts) -> tensors.put(name, tensor(name, parts, samples)));
    return tensors;
  }

  private static List<List<String>> rows(byte[] text) {
    List<List<String>> rows = new ArrayList<>();
    try {
      for (CsvRecord row :
          CsvReader.builder().ofCsvRecord(new String(text, StandardCharsets.UTF_8))) {
        if (!rows.isEmpty() && row.getFieldCount() != rows.get(0).size()) {
          throw new DataFormatException(
              "line %d has %d values, the header %d"
                  .formatted(row.getStartingLineNumber(), row.getFieldCount(), rows.get(0).size()));
        }
        rows.add(row.getFields().stream().map(String::strip).toList());
      }
    } catch (CsvParseException e) {
      throw new DataFormatException("it is no CSV: " + e.getMessage());
    }
    return rows;
  }

  private static TensorValue tensor(
      String name, TreeMap<Integer, Integer> parts, List<List<String>> samples) {
    boolean single = parts.containsKey(-1);
    if (single && parts.size() > 1 || !single && parts.lastKey() != parts.size() - 1) {
      throw new DataFormatException(
          "the columns of `" + name + "` are not " + name + ".0, " + name + ".1 and so on");
    }
    List<Object> values = new ArrayList<>();
    for (List<String> sample : samples) {
      List<Object> row = new ArrayList<>();
      parts.values().forEach(column -> row.add(value(sample.get(column))));
      values.add(single ? row.get(0) : row);
    }
    return NestedLists.tensor(name, values);
  }

  private static Object value(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notAnInteger) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException notANumber) {
        return text;
      }
    }
  }
}
