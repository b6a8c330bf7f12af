package io.kerasport.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects. Instances may be shared between threads. */
public final class JsonReader {
  /** The longest document; the largest model of keras.applications has 1.1 MB. */
  public static final int LONGEST_DOCUMENT = 64 << 20;

  private static final int DEEPEST_NESTING = 500;
  private static final int LONGEST_NUMBER = 1000;
  private static final int LONGEST_STRING = 32 << 20;
  private static final int LONGEST_NAME = 50_000;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LONGEST_DOCUMENT)
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /**
   * Reads one object.
   *
   * @param utf8 the whole document
   * @param where file and place in it, for messages
   * @throws ModelFormatException if the bytes are not one JSON object within the limits
   */
  public Config read(byte[] utf8, String where) {
    if (utf8.length > LONGEST_DOCUMENT) {
      throw new ModelFormatException(
          "The JSON has " + utf8.length + " bytes, at most " + LONGEST_DOCUMENT + " are read",
          where,
          "",
          null);
    }
    try (JsonParser parser = factory.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ModelFormatException("The JSON is not an object", where, "", null);
      }
      Config config = object(parser, new MemoryBudget());
      if (parser.nextToken() != null) {
        throw new ModelFormatException(
            "The JSON goes on after its object", at(where, parser), "", null);
      }
      return config;
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "The JSON cannot be read: " + e.getOriginalMessage(), where + position(e), "", e);
    } catch (BudgetExceededException e) {
      throw new ModelFormatException("The JSON holds too many values", where, "", e);
    } catch (IOException e) {
      throw new ModelFormatException("The JSON cannot be read: " + e.getMessage(), where, "", e);
    }
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " line " + e.getLocation().getLineNr() + " column " + e.getLocation().getColumnNr();
  }

  private static String at(String where, JsonParser parser) {
    return where + " line " + parser.currentLocation().getLineNr();
  }

  private static Config object(JsonParser parser, MemoryBudget budget) throws IOException {
    budget.container();
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      budget.entry();
      parser.nextToken();
      entries.put(key, value(parser, budget));
    }
    return Config.of(entries);
  }

  private static List<@Nullable Object> list(JsonParser parser, MemoryBudget budget)
      throws IOException {
    budget.container();
    List<@Nullable Object> items = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      budget.entry();
      items.add(value(parser, budget));
    }
    return Collections.unmodifiableList(items);
  }

  private static @Nullable Object value(JsonParser parser, MemoryBudget budget) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("a value was expected, found the end");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, budget);
      case START_ARRAY -> list(parser, budget);
      case VALUE_STRING -> {
        budget.text(parser.getTextLength());
        yield parser.getText();
      }
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("a value was expected, found " + token);
    };
  }

  /** Estimates the heap that values take, so that short texts cannot fill it with small objects. */
  private static final class MemoryBudget {
    private static final long CONTAINER = 96;
    private static final long ENTRY = 40;
    private static final long TEXT = 56;

    private long left = 128L << 20;

    void container() {
      take(CONTAINER);
    }

    void entry() {
      take(ENTRY);
    }

    void text(int length) {
      take(TEXT + length);
    }

    private void take(long bytes) {
      left -= bytes;
      if (left < 0) {
        throw new BudgetExceededException();
      }
    }
  }

  private static final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
