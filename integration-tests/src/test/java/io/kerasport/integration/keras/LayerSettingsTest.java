package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.integration.keras.SettingsOfFixtures.Setting;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What can be set on a layer is set in some model of Keras whose numbers are compared, so that no
 * setting is read wrongly, or not at all, without a test that fails.
 */
final class LayerSettingsTest {
  private static final SettingsOfFixtures SETTINGS = settings();
  private static final List<Excuse> EXCUSES = excuses();

  @Test
  void everySettingOfEveryLayerIsInAFixtureAwayFromItsDefault() {
    assertThat(
            SETTINGS
                .all()
                .filter(Predicate.not(SETTINGS::has))
                .filter(setting -> EXCUSES.stream().noneMatch(excuse -> excuse.covers(setting))))
        .isEmpty();
  }

  @Test
  void noSettingIsExcusedThatAFixtureHas() {
    assertThat(
            SETTINGS
                .all()
                .filter(SETTINGS::has)
                .filter(
                    setting ->
                        EXCUSES.stream()
                            .filter(Excuse::namesSettings)
                            .anyMatch(excuse -> excuse.covers(setting))))
        .isEmpty();
  }

  @Test
  void everyExcuseIsForASettingThatThereIs() {
    List<Setting> open = SETTINGS.all().filter(Predicate.not(SETTINGS::has)).toList();
    assertThat(EXCUSES).allMatch(excuse -> open.stream().anyMatch(excuse::covers));
  }

  /**
   * A line of {@code settings_without_fixture.txt}.
   *
   * @param writer the Keras, or {@code *}
   * @param layer the class, or {@code *}
   * @param names the settings, or {@code *} alone
   */
  private record Excuse(String writer, String layer, Set<String> names) {
    static Excuse parse(String line) {
      assertThat(line).as("a line and its reason").matches("\\S+ \\S+ [^:]+: .+");
      List<String> words = List.of(line.substring(0, line.indexOf(':')).split(" "));
      return new Excuse(words.get(0), words.get(1), Set.copyOf(words.subList(2, words.size())));
    }

    boolean covers(Setting setting) {
      return matches(Set.of(writer), setting.writer())
          && matches(Set.of(layer), setting.layer())
          && matches(names, setting.name());
    }

    /** Those for a whole class and for a setting of many may cover some that there are. */
    boolean namesSettings() {
      return !layer.equals("*") && !names.contains("*");
    }

    private static boolean matches(Set<String> patterns, String text) {
      return patterns.contains("*") || patterns.contains(text);
    }
  }

  private static SettingsOfFixtures settings() {
    try {
      return SettingsOfFixtures.read();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static List<Excuse> excuses() {
    try {
      Path table =
          Path.of(
              Objects.requireNonNull(
                      LayerSettingsTest.class.getResource("settings_without_fixture.txt"))
                  .toURI());
      return Files.readAllLines(table).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Excuse::parse)
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
