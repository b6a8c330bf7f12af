package io.kerasport.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {
  private static final String PLATFORM = Loader.getPlatform();
  private static final List<String> LOG_CLASSES = List.of("-Xlog:class+load");

  /** Whoever loads a native library through JavaCPP loads this class first. */
  private static final String LOADER = "org.bytedeco.javacpp.Loader ";

  private final List<String> classPath = JavaProcess.classPath();

  @TempDir Path directory;

  @Test
  void isNotTouchedBeforeItIsUsed() {
    String output = JavaProcess.run(StartsBackend.class, classPath, LOG_CLASSES);

    assertThat(output).contains("found tensorflow").doesNotContain(LOADER);
  }

  @Test
  void isLoadedWhenItIsUsed() {
    String output = JavaProcess.run(StartsBackend.class, classPath, LOG_CLASSES, "use");

    assertThat(output).contains(LOADER, "started");
  }

  @Test
  void namesTheArtifactThatIsMissing() {
    removeLibrary();
    String output = JavaProcess.run(StartsBackend.class, classPath, List.of(), "use");

    assertThat(output)
        .contains("[BACKEND] TensorFlow's native library for " + PLATFORM + " is not on the class")
        .contains("org.tensorflow:tensorflow-core-native:1.1.0:" + PLATFORM)
        .contains("org.tensorflow:tensorflow-core-platform:1.1.0")
        .contains("`pure-java`")
        .doesNotContain("\tat ");
  }

  @Test
  void namesTheOtherPlatformItFound() {
    String other = PLATFORM.equals("linux-arm64") ? "macosx-arm64" : "linux-arm64";
    String output = JavaProcess.run(StartsBackend.class, classPath, onPlatform(other), "use");

    assertThat(output)
        .contains("library for " + other + " is not on the class path, only that for " + PLATFORM)
        .contains("org.tensorflow:tensorflow-core-native:1.1.0:" + other);
  }

  @Test
  void leadsToPureJavaWherePlatformHasNoBuild() {
    List<String> options = onPlatform("linux-ppc64le");
    String output = JavaProcess.run(StartsBackend.class, classPath, options, "use");

    assertThat(output)
        .contains("TensorFlow Java 1.1.0 has none for this platform")
        .contains("`pure-java`")
        .doesNotContain("Add org.tensorflow");
  }

  @Test
  void saysWhyLibraryDoesNotLoadHoweverOftenItIsTried() throws IOException {
    removeLibrary();
    Path library = directory.resolve("org/tensorflow/internal/c_api").resolve(PLATFORM);
    Files.createDirectories(library);
    Files.writeString(library.resolve(System.mapLibraryName("jnitensorflow")), "no library");
    classPath.add(directory.toString());
    String output = JavaProcess.run(StartsBackend.class, classPath, List.of(), "use");

    String failure = "[BACKEND] TensorFlow's native library for " + PLATFORM + " does not load";
    assertThat(output)
        .containsSubsequence(failure, library.toString(), failure, library.toString())
        .contains("`pure-java`")
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatNoCacheCanBeWritten() throws IOException {
    Path file = Files.createFile(directory.resolve("no-directory"));
    List<String> options =
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir=" + file,
            "-Duser.home=" + file,
            "-Djava.io.tmpdir=" + file);
    String output = JavaProcess.run(StartsBackend.class, classPath, options, "use");

    assertThat(output)
        .contains("[BACKEND]", "cache", "org.bytedeco.javacpp.cachedir", "`pure-java`")
        .doesNotContain("\tat ");
  }

  @Test
  void namesTheVersionOnTheClassPath() throws IOException {
    Properties artifact = new Properties();
    try (InputStream properties =
        NativeLibrary.class.getResourceAsStream(
            "/META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties")) {
      artifact.load(Objects.requireNonNull(properties));
    }

    assertThat(NativeLibrary.ARTIFACT_VERSION).isEqualTo(artifact.getProperty("version"));
  }

  private static List<String> onPlatform(String platform) {
    return List.of("-Dorg.bytedeco.javacpp.platform=" + platform);
  }

  private void removeLibrary() {
    boolean removed =
        classPath.removeIf(
            entry -> entry.matches(".*tensorflow-core-native-.*-" + PLATFORM + "(-gpu)?\\.jar"));
    assertThat(removed).isTrue();
  }
}
