package io.kerasport.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that Python's {@code json} reads: bare {@code NaN} and infinities, characters beyond
 * ASCII escaped. Equal configs give equal bytes.
 */
public final class JsonWriter {
  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /**
   * Writes one object, in UTF-8.
   *
   * @throws ModelFormatException if it holds what JSON cannot, with the place
   */
  public byte[] write(Config config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      write(generator, "", config);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator generator, String place, @Nullable Object value)
      throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Config config) {
      generator.writeStartObject();
      for (Map.Entry<String, @Nullable Object> entry : config.entries().entrySet()) {
        generator.writeFieldName(entry.getKey());
        write(generator, place + "/" + entry.getKey(), entry.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object item : list) {
        write(generator, place, item);
      }
      generator.writeEndArray();
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      generator.writeNumber(number);
    } else {
      throw new ModelFormatException(
          "The configuration holds a " + value.getClass().getName() + ", which JSON cannot hold",
          place,
          "Put texts, numbers, lists and maps into it.",
          null);
    }
  }
}
