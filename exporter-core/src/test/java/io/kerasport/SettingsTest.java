package io.kerasport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.run.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private static final String KEY = "kerasport.backend";

  @TempDir Path directory;

  @AfterEach
  void clearProperty() {
    setProperty(null);
  }

  @Test
  void defaultsToPureJava() {
    assertThat(Settings.load(Map.of(), Map.of()).backend()).isEqualTo("pure-java");
  }

  @Test
  void theFileBeatsTheDefault() throws IOException {
    assertThat(Settings.load(Map.of(), file()).backend()).isEqualTo("from-file");
  }

  @Test
  void theEnvironmentBeatsTheFile() throws IOException {
    assertThat(Settings.load(Map.of(), both("from-environment")).backend())
        .isEqualTo("from-environment");
  }

  @Test
  void aSystemPropertyBeatsTheEnvironment() throws IOException {
    setProperty("from-property");
    assertThat(Settings.load(Map.of(), both("from-environment")).backend())
        .isEqualTo("from-property");
  }

  @Test
  void theCallerBeatsEverything() throws IOException {
    setProperty("from-property");
    assertThat(Settings.load(Map.of(KEY, "from-caller"), both("from-environment")).backend())
        .isEqualTo("from-caller");
  }

  @Test
  void modelsRunWhereTensorFlowChoosesUnlessConfigured() {
    assertThat(Settings.load(Map.of(), Map.of()).device()).isEqualTo(Device.AUTO);
    assertThat(Settings.load(Map.of("kerasport.device", "cpu"), Map.of()).device())
        .isEqualTo(Device.CPU);
    assertThat(Settings.load(Map.of(), Map.of("KERASPORT_DEVICE", "GPU")).device())
        .isEqualTo(Device.GPU);
  }

  @Test
  void refusesADeviceThatIsNone() {
    assertThatThrownBy(() -> Settings.load(Map.of("kerasport.device", "tpu"), Map.of()))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CONFIGURATION))
        .hasMessageContainingAll("kerasport.device", "it is auto, cpu or gpu, not tpu");
  }

  @Test
  void refusesANamedFileThatIsMissing() {
    Map<String, String> environment =
        Map.of("KERASPORT_CONFIG", directory.resolve("none.conf").toString());
    assertThatThrownBy(() -> Settings.load(Map.of(), environment))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CONFIGURATION))
        .hasMessageContaining("none.conf");
  }

  private Map<String, String> file() throws IOException {
    Path file = directory.resolve("kerasport.conf");
    Files.writeString(file, "kerasport.backend = from-file\n");
    return Map.of("KERASPORT_CONFIG", file.toString());
  }

  private Map<String, String> both(String backend) throws IOException {
    return Map.of("KERASPORT_CONFIG", file().get("KERASPORT_CONFIG"), "KERASPORT_BACKEND", backend);
  }

  private static void setProperty(@Nullable String value) {
    if (value == null) {
      System.clearProperty(KEY);
    } else {
      System.setProperty(KEY, value);
    }
    ConfigFactory.invalidateCaches();
  }
}
