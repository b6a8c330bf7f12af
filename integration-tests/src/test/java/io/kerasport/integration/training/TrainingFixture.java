package io.kerasport.integration.training;

import com.typesafe.config.ConfigFactory;
import io.kerasport.model.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case of {@code training.json}.
 *
 * @param name the case
 * @param generation {@code keras2} or {@code keras3}
 * @param optimizer the optimizer as Keras serialized it
 */
record TrainingFixture(String name, String generation, Config optimizer) {

  static List<TrainingFixture> all() {
    try {
      String json = Files.readString(file("training.json"));
      List<TrainingFixture> cases = new ArrayList<>();
      ConfigFactory.parseString(json)
          .root()
          .unwrapped()
          .forEach(
              (name, value) -> {
                Config entry = (Config) Objects.requireNonNull(plain(value));
                cases.add(
                    new TrainingFixture(
                        name, entry.string("generation"), entry.object("optimizer")));
              });
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases of {@code loss_scaling.json}, on the same model. */
  static List<TrainingFixture> withLossScale() throws IOException {
    List<TrainingFixture> cases = new ArrayList<>();
    ConfigFactory.parseString(Files.readString(file("loss_scaling.json")))
        .root()
        .unwrapped()
        .forEach(
            (name, value) -> {
              Config entry = (Config) Objects.requireNonNull(plain(value));
              String generation = entry.string("kind").equals("keras") ? "keras3" : "keras2";
              cases.add(
                  new TrainingFixture("scaled_" + name, generation, entry.object("optimizer")));
            });
    return cases;
  }

  /** The file of the untrained model. */
  Path model() {
    if (generation.equals("keras3")) {
      return file("base.keras");
    }
    return file(name.startsWith("train_") ? "unconstrained.h5" : "base.h5");
  }

  static Path file(String name) {
    try {
      URL url = TrainingFixture.class.getResource("/fixtures/training/" + name);
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(String.valueOf(key), plain(entry)));
      return Config.of(entries);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  @Override
  public String toString() {
    return name;
  }
}
