package io.kerasport.integration.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Config;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration of a built model, beside what Keras writes of the same model. */
final class BuiltConfigurationTest {
  private final KerasportRuntime kerasport = Runtimes.through("pure-java");

  @ParameterizedTest
  @MethodSource("names")
  void aBuiltModelHasTheConfigurationThatKerasWrites(String name) throws IOException {
    Config built =
        new JsonReader()
            .read(
                kerasport
                    .json()
                    .write(
                        kerasport
                            .builder()
                            .build(Objects.requireNonNull(BuiltModels.byName().get(name)).get())),
                name);

    assertSame(built, keras(name), "");
  }

  static Set<String> names() {
    return BuiltModels.byName().keySet();
  }

  /** Descends to the first difference, so that the message names its place. */
  private static void assertSame(@Nullable Object built, @Nullable Object keras, String place) {
    if (built instanceof Config mine && keras instanceof Config theirs) {
      assertThat(mine.entries().keySet())
          .as(place)
          .containsExactlyElementsOf(theirs.entries().keySet());
      theirs.entries().forEach((key, value) -> assertSame(mine.get(key), value, place + "/" + key));
    } else if (built instanceof List<?> mine && keras instanceof List<?> theirs) {
      assertThat(mine.size()).as(place).isEqualTo(theirs.size());
      for (int i = 0; i < mine.size(); i++) {
        assertSame(mine.get(i), theirs.get(i), place + "/" + i);
      }
    } else {
      assertThat(built).as(place).isEqualTo(keras);
    }
  }

  private static Config keras(String name) throws IOException {
    String resource = "/fixtures/building/" + name + ".json.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                BuiltConfigurationTest.class.getResourceAsStream(resource), resource))) {
      return new JsonReader().read(in.readAllBytes(), resource);
    }
  }
}
