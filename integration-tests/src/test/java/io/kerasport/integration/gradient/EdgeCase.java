package io.kerasport.integration.gradient;

import com.typesafe.config.ConfigFactory;
import io.kerasport.graph.Attr;
import io.kerasport.integration.gradient.RunningGraph.Value;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case of {@code gradient_edges.json}.
 *
 * @param dy the gradient of the first output
 * @param gradients those that TensorFlow's Python gives, one for each floating input
 */
record EdgeCase(
    String op,
    String note,
    List<Value> inputs,
    Map<String, Attr> attrs,
    Value dy,
    List<Optional<Value>> gradients) {

  static Stream<EdgeCase> all() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EdgeCase.class.getResourceAsStream("gradient_edges.json"))) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ConfigFactory.parseString(json).getList("cases").unwrapped().stream()
          .map(entry -> of((Map<?, ?>) entry));
    }
  }

  private static EdgeCase of(Map<?, ?> entry) {
    Map<String, Attr> attrs = new LinkedHashMap<>();
    map(entry, "attrs").forEach((name, value) -> attrs.put(name.toString(), attr(value)));
    List<Optional<Value>> gradients = new ArrayList<>();
    for (Object gradient : list(entry, "gradients")) {
      gradients.add(Optional.ofNullable(gradient).map(given -> value((Map<?, ?>) given)));
    }
    return new EdgeCase(
        text(entry, "op"),
        text(entry, "note"),
        list(entry, "inputs").stream().map(input -> value((Map<?, ?>) input)).toList(),
        attrs,
        value(map(entry, "dy")),
        gradients);
  }

  private static Value value(Map<?, ?> entry) {
    return new Value(
        DType.ofKerasName(text(entry, "dtype")),
        Shape.of(
            list(entry, "shape").stream().mapToLong(size -> ((Number) size).longValue()).toArray()),
        list(entry, "values").stream().mapToDouble(value -> number(value.toString())).toArray());
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static Attr attr(Object value) {
    if (value instanceof List<?> list) {
      return Attr.ints(list.stream().mapToLong(item -> ((Number) item).longValue()).toArray());
    }
    return value instanceof Number number
        ? Attr.of(number.floatValue())
        : Attr.of(value.toString());
  }

  private static String text(Map<?, ?> entry, String key) {
    return Objects.requireNonNull(entry.get(key), key).toString();
  }

  private static Map<?, ?> map(Map<?, ?> entry, String key) {
    return (Map<?, ?>) Objects.requireNonNull(entry.get(key), key);
  }

  private static List<?> list(Map<?, ?> entry, String key) {
    return (List<?>) Objects.requireNonNull(entry.get(key), key);
  }

  @Override
  public String toString() {
    return op + ", " + note;
  }
}
