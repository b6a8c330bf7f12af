package io.kerasport.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes one JSON object, indented, fields in the order they are given. */
final class JsonText {
  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Writes an object and a line break. */
  static void write(PrintWriter out, Consumer<JsonText> fields) {
    try {
      JsonGenerator generator = new JsonFactory().createGenerator(out);
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.useDefaultPrettyPrinter();
      JsonText text = new JsonText(generator);
      generator.writeStartObject();
      fields.accept(text);
      generator.writeEndObject();
      generator.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON", e);
    }
    out.println();
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void put(String name, Writing value) {
    try {
      generator.writeFieldName(name);
      value.run();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON", e);
    }
  }

  void field(String name, String value) {
    put(name, () -> generator.writeString(value));
  }

  void field(String name, long value) {
    put(name, () -> generator.writeNumber(value));
  }

  void field(String name, double value) {
    put(name, () -> generator.writeNumber(value));
  }

  void field(String name, boolean value) {
    put(name, () -> generator.writeBoolean(value));
  }

  /** A text, a number, a truth value, or null if there is none. */
  void field(String name, Optional<?> value) {
    if (value.isEmpty()) {
      put(name, generator::writeNull);
    } else if (value.get() instanceof Boolean truth) {
      field(name, truth.booleanValue());
    } else if (value.get() instanceof Number number) {
      field(name, number.longValue());
    } else {
      field(name, value.get().toString());
    }
  }

  /** A list of sizes, -1 for unknown ones; null for an unknown rank. */
  void shape(String name, Shape shape) {
    put(
        name,
        () -> {
          if (shape.hasRank()) {
            generator.writeArray(shape.dims(), 0, shape.rank());
          } else {
            generator.writeNull();
          }
        });
  }

  /** Tensors, one behind the other along their first axis, in nested lists. */
  void tensors(String name, List<TensorValue> parts) {
    put(
        name,
        () -> {
          generator.writeStartArray();
          for (TensorValue part : parts) {
            rows(part);
          }
          generator.writeEndArray();
        });
  }

  private void rows(TensorValue value) throws IOException {
    boolean texts = value.spec().dtype() == DType.STRING;
    double[] numbers = texts ? new double[0] : value.numbers();
    long[] dims = value.spec().shape().dims();
    int[] next = {0};
    Writing element =
        () -> {
          int i = next[0]++;
          if (texts) {
            generator.writeString(value.strings().get(i));
          } else {
            writeNumber(numbers[i], value.spec().dtype());
          }
        };
    if (dims.length == 0) {
      element.run();
    }
    for (long row = 0; dims.length > 0 && row < dims[0]; row++) {
      nested(dims, 1, element);
    }
  }

  private void nested(long[] dims, int depth, Writing element) throws IOException {
    if (depth == dims.length) {
      element.run();
      return;
    }
    generator.writeStartArray();
    for (long i = 0; i < dims[depth]; i++) {
      nested(dims, depth + 1, element);
    }
    generator.writeEndArray();
  }

  /** As few digits as tell a value of its type from the next one. */
  private void writeNumber(double value, DType dtype) throws IOException {
    switch (dtype) {
      case DOUBLE -> generator.writeNumber(value);
      case FLOAT, HALF, BFLOAT16 -> generator.writeNumber((float) value);
      case BOOL -> generator.writeBoolean(value != 0);
      default -> generator.writeNumber((long) value);
    }
  }

  void strings(String name, Collection<String> values) {
    put(
        name,
        () -> {
          generator.writeStartArray();
          for (String value : values) {
            generator.writeString(value);
          }
          generator.writeEndArray();
        });
  }

  void counts(String name, Map<String, Integer> counts) {
    object(name, () -> counts.forEach(this::field));
  }

  void object(String name, Runnable fields) {
    put(
        name,
        () -> {
          generator.writeStartObject();
          fields.run();
          generator.writeEndObject();
        });
  }

  /** A list of objects. */
  <T> void array(String name, Collection<T> items, Consumer<T> fields) {
    put(
        name,
        () -> {
          generator.writeStartArray();
          for (T item : items) {
            generator.writeStartObject();
            fields.accept(item);
            generator.writeEndObject();
          }
          generator.writeEndArray();
        });
  }
}
