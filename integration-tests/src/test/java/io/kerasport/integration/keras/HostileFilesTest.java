package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Keras' own loaders were attacked with since 2024, by the kind of attack: each file is
 * refused with a reason, nothing in it is run, and no other file is read.
 */
final class HostileFilesTest {
  private static final AtomicBoolean LOADED = new AtomicBoolean();
  private static final String SECRET = "TOP SECRET";

  private final KerasportRuntime kerasport = Runtimes.through("pure-java");
  private final Path folder;
  private final Path target;

  HostileFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.target = folder.resolve("target");
  }

  /** A class that a file must not make anybody load. */
  static final class Trap {
    static {
      LOADED.set(true);
    }

    private Trap() {}
  }

  private static Path hostile(String name) {
    return Fixture.root().resolve("hostile").resolve(name);
  }

  private static Path sound() {
    return Fixture.root().resolve("refused").resolve("sound.keras");
  }

  private Path withConfig(String old, String replacement) throws IOException {
    return EditedArchive.withConfig(
        sound(),
        folder.resolve("hostile.keras"),
        config -> {
          assertThat(config).contains(old);
          return config.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement));
        });
  }

  private ExportException refused(Path file) {
    ExportException error =
        catchThrowableOfType(
            ExportException.class,
            () -> kerasport.exporter().export(kerasport.reader().read(file), target));
    assertThat(error).as("export of %s", file).isNotNull();
    assertThat(error.getMessage()).doesNotContain(SECRET);
    assertThat(target).doesNotExist();
    return error;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda.keras", "lambda.h5", "lambda_keras2.h5"})
  void lambdaBytecodeIsNeverRunInAnyFormat(String file) {
    assertThat(refused(Fixture.root().resolve("refused").resolve(file)))
        .hasMessageContainingAll("Python code, which is never run", "layer double");
  }

  @Test
  void classNamesLoadNoClass() throws IOException {
    Path file =
        withConfig("\"class_name\": \"Dense\"", "\"class_name\": \"" + Trap.class.getName() + "\"");

    assertThat(refused(file).id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(LOADED).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"os>system", "builtins>eval", "io.kerasport>Kerasport", "../x>y"})
  void registeredNamesOfNobodyAreUnknown(String name) throws IOException {
    Path file =
        withConfig(
            "\"class_name\": \"Dense\"",
            "\"class_name\": \"Evil\", \"registered_name\": \"" + name + "\", \"was\": \"Dense\"");
    Path once =
        EditedArchive.withConfig(
            file,
            folder.resolve("once.keras"),
            config ->
                config.replaceFirst(
                    "\"registered_name\": null, \"build_config\"", "\"build_config\""));

    assertThat(refused(once).id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(refused(once)).hasMessageContaining("`Evil`");
  }

  @Test
  void moduleNamesImportNothing() throws IOException {
    Path file =
        withConfig(
            "\"activation\": \"linear\"",
            "\"activation\": {\"module\": \"os\", \"class_name\": \"function\", \"config\":"
                + " \"system\", \"registered_name\": \"function\"}");

    assertThat(refused(file).id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(refused(file)).hasMessageContaining("`system`");
  }

  @Test
  void aModuleNameDoesNotChangeWhatAClassNameMeans() throws IOException {
    Path file =
        withConfig(
            "\"module\": \"keras.layers\", \"class_name\": \"Dense\"",
            "\"module\": \"keras.src.saving.serialization_lib\", \"class_name\": \"enable_unsafe\"");

    assertThat(refused(file)).hasMessageContaining("`enable_unsafe`");
  }

  @Test
  void aLayerThatIsASavedModelElsewhereIsNotOpened() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("saved_model.pb"), SECRET);
    Path file =
        withConfig(
            "\"class_name\": \"Dense\", \"config\": {",
            "\"class_name\": \"TFSMLayer\", \"config\": {\"filepath\": \"" + elsewhere + "\", ");

    assertThat(refused(file).id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(refused(file)).hasMessageContaining("`TFSMLayer`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringLookup", "IntegerLookup", "TextVectorization"})
  void vocabulariesOfOtherFilesAreNotRead(String layer) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET + "\n");
    Path file =
        withConfig(
            "\"class_name\": \"Dense\", \"config\": {",
            "\"class_name\": \"" + layer + "\", \"config\": {\"vocabulary\": \"" + secret + "\", ");

    assertThat(refused(file)).hasMessageContaining("layer first");
  }

  static Stream<String> links() {
    return Stream.of("external_link", "soft_link", "external_storage", "virtual")
        .flatMap(name -> Stream.of(name + ".h5", name + ".keras"));
  }

  @ParameterizedTest
  @MethodSource("links")
  void weightsThatLieElsewhereAreNotRead(String file) {
    assertThat(refused(hostile(file)).id()).isEqualTo(ErrorId.MODEL_FORMAT);
    assertThat(refused(hostile(file))).hasMessageContainingAll("not followed", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shape_bomb.h5", "shape_bomb.keras"})
  void weightsThatDeclareMoreThanTheFileHoldsAreRefused(String file) {
    assertThat(refused(hostile(file)).id()).isEqualTo(ErrorId.MODEL_FORMAT);
    assertThat(refused(hostile(file))).hasMessageContaining(file);
  }

  @Test
  void groupsThatContainThemselvesAreNotFollowedForever() {
    assertThat(refused(hostile("circle.keras"))).hasMessageContaining("reached on two ways");
    kerasport
        .exporter()
        .export(
            kerasport.reader().read(hostile("circle.h5")),
            target,
            ExportOptions.builder().exactPath(true).build());
    assertThat(target.resolve("saved_model.pb")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "metadata.json", "model.weights.h5"})
  void entriesThatInflateToFarMoreAreRefused(String entry) throws IOException {
    Path file = EditedArchive.withEntry(sound(), folder.resolve("bomb.keras"), entry, 80 << 20);

    assertThat(file).isRegularFile();
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThat(refused(file).id()).isEqualTo(ErrorId.MODEL_FORMAT);
    assertThat(refused(file)).hasMessageContaining(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside", "/outside", "a/../../outside", "C:\\outside", "..\\outside"})
  void entriesThatPointOutsideAreRefused(String entry) throws IOException {
    Path file = EditedArchive.withEntry(sound(), folder.resolve("path.keras"), entry, 10);

    assertThat(refused(file)).hasMessageContainingAll("points outside the archive", "outside");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @Test
  void symbolicLinksAreRefused() throws IOException {
    Path file = EditedArchive.withLink(sound(), folder.resolve("link.keras"));

    assertThat(refused(file)).hasMessageContainingAll("`link`", "points outside the archive");
  }

  @Test
  void allThatTakesAHeapOf256Megabytes() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(hostile(""))) {
      all.filter(file -> !file.endsWith("secret.h5")).sorted().forEach(files::add);
    }
    for (String entry : List.of("config.json", "metadata.json", "model.weights.h5")) {
      files.add(
          EditedArchive.withEntry(sound(), folder.resolve(entry + ".keras"), entry, 400 << 20));
    }
    files.add(
        EditedArchive.withConfig(
            sound(), folder.resolve("lists.keras"), config -> "[".repeat(30 << 20)));
    files.add(
        EditedArchive.withConfig(
            sound(),
            folder.resolve("values.keras"),
            config -> "{\"a\": [" + "[],".repeat(20 << 20) + "[]]}"));
    files.add(
        EditedArchive.withConfig(
            sound(),
            folder.resolve("twice.keras"),
            config -> "{\"class_name\": \"Functional\", " + config.substring(1)));

    String answers = inASmallHeap(files);

    assertThat(answers.lines())
        .hasSize(files.size())
        .allMatch(line -> line.endsWith(" MODEL_FORMAT") || line.equals("circle.h5 exported"));
  }

  private String inASmallHeap(List<Path> files) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ReadsAndExports.class.getName());
    command.add(folder.resolve("exports").toString());
    files.forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
