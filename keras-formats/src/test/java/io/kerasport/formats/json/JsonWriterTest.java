package io.kerasport.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static Config read(byte[] json) {
    return new JsonReader().read(json, "test");
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":[],\"b\":{},\"c\":null,\"d\":[null,true,false]}",
        "{\"a\":[NaN,Infinity,-Infinity]}",
        "{\"a\":[0,-1,9223372036854775807,-9223372036854775808,123456789012345678901234567890]}",
        "{\"a\":[0.0,-0.0,1.0E-7,4.9E-324,1.7976931348623157E308,0.1]}",
        "{\"z\":1,\"a\":2,\"m\":3}",
        "{\"key \\\" with \\\\ quotes\":\"\\n\\t\\u0000\"}",
        "{\"a\":\"gr\\u00F6\\u00DFe \\uD83D\\uDE00 lone \\uD800\"}",
      })
  void writesWhatWasRead(String json) {
    assertThat(new JsonWriter().write(read(bytes(json)))).asString().isEqualTo(json);
  }

  @Test
  void readingBackGivesTheSameConfig() {
    Config config = read(bytes("{\"a\": [1.5, {\"b\": \"größe 😀\"}, NaN], \"c\": 1}"));

    assertThat(read(new JsonWriter().write(config))).isEqualTo(config);
  }
}
