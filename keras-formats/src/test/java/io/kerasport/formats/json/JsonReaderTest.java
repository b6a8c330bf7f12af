package io.kerasport.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static Config read(String json) {
    return new JsonReader().read(json.getBytes(StandardCharsets.UTF_8), "a.keras!config.json");
  }

  @Test
  void keepsEveryKindOfValue() {
    Config config =
        read("{\"a\": [1, 2.5, \"x\", true, null, {}], \"b\": -9223372036854775808, \"c\": 1e3}");

    assertThat(config.get("a")).isEqualTo(Arrays.asList(1L, 2.5, "x", true, null, Config.empty()));
    assertThat(config.get("b")).isEqualTo(Long.MIN_VALUE);
    assertThat(config.get("c")).isEqualTo(1000.0);
  }

  @Test
  void keepsTheOrderOfKeys() {
    assertThat(read("{\"z\": 1, \"a\": 2, \"m\": 3}").entries().keySet())
        .containsExactly("z", "a", "m");
  }

  @Test
  void readsNumbersThatPythonWritesAndJsonDoesNotKnow() {
    assertThat(read("{\"a\": [NaN, Infinity, -Infinity]}").get("a"))
        .isEqualTo(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  @Test
  void keepsIntegersBeyondSixtyFourBits() {
    assertThat(read("{\"a\": 123456789012345678901234567890}").get("a"))
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "1", "\"text\"", "null"})
  void refusesADocumentThatIsNoObject(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a.keras!config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\": [1", "{\"a\": \"x", "{\"a\": tru"})
  void refusesATruncatedDocument(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a.keras!config.json");
  }

  @Test
  void refusesWhatFollowsTheObject() {
    assertThatThrownBy(() -> read("{\"a\": 1} {\"b\": 2}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("goes on after its object");
  }

  @Test
  void refusesAKeyThatOccursTwiceAndSaysWhere() {
    assertThatThrownBy(() -> read("{\"a\": 1,\n \"a\": 2}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Duplicate field 'a'")
        .hasMessageContaining("line 2");
  }

  @Test
  void refusesAMillionNestedLists() {
    assertThatThrownBy(() -> read("{\"a\": " + "[".repeat(1_000_000)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void refusesAMillionNestedObjects() {
    assertThatThrownBy(() -> read("{\"a\": ".repeat(1_000_000)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void refusesANumberOfAMillionDigits() {
    assertThatThrownBy(() -> read("{\"a\": " + "7".repeat(1_000_000) + "}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Number value length");
  }

  @Test
  void refusesMillionsOfEmptyLists() {
    assertThatThrownBy(() -> read("{\"a\": [[]" + ",[]".repeat(3_000_000) + "]}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("holds too many values");
  }

  @Test
  void refusesADocumentThatIsTooLong() {
    byte[] long64 = new byte[JsonReader.LONGEST_DOCUMENT + 1];

    assertThatThrownBy(() -> new JsonReader().read(long64, "a.keras!config.json"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("at most " + JsonReader.LONGEST_DOCUMENT + " are read");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] json = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, 'x', '"', '}'};

    assertThatThrownBy(() -> new JsonReader().read(json, "a.keras!config.json"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("UTF-8");
  }
}
