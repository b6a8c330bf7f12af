package io.kerasport.integration.objective;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kerasport.model.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads JSON as configurations hold it. */
public final class Json {
  private Json() {}

  /** The object in a file, which may be compressed. */
  public static Config read(Path file) throws IOException {
    try (JsonParser json = parser(file)) {
      json.enable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS);
      json.nextToken();
      return object(json);
    }
  }

  /** The objects of the list in a file. */
  public static List<Config> rows(Path file) throws IOException {
    try (JsonParser json = parser(file)) {
      List<Config> rows = new ArrayList<>();
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        rows.add(object(json));
      }
      return rows;
    }
  }

  private static JsonParser parser(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    // The parser closes what it reads from.
    return new JsonFactory()
        .createParser(file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes);
  }

  private static Config object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      entries.put(key, value(json));
    }
    return Config.of(entries);
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> json.getText();
    };
  }
}
