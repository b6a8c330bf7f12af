package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code ./kerasport} in a source tree of its own, whose build and whose Java are
 * scripts that say what they were asked for.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherTest {
  @TempDir Path directory;

  private Path home;
  private Path javaHome;

  @BeforeEach
  void lay() throws IOException {
    home = Files.createDirectories(directory.resolve("source tree"));
    Files.copy(Path.of("..", "kerasport"), home.resolve("kerasport"));
    executable(home.resolve("kerasport"), Files.readString(home.resolve("kerasport")));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.createFile(home.resolve("cli/pom.xml"));
    build("mkdir -p cli/target/lib; echo jar > cli/target/cli-1.jar; echo chatter");
    javaHome = Files.createDirectories(directory.resolve("jdk"));
    java("17.0.1");
  }

  private void build(String commands) throws IOException {
    executable(
        home.resolve("mvnw"),
        "#!/bin/sh\necho built >> '" + directory.resolve("builds") + "'\n" + commands + "\n");
  }

  /** A Java of a version that says how the command was started. */
  private void java(String version) throws IOException {
    Files.createDirectories(javaHome.resolve("bin"));
    executable(
        javaHome.resolve("bin/java"),
        """
        #!/bin/sh
        case "$*" in
          -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
          *Rehearsal*) echo archiving ;;
          *) for argument; do printf '<%%s>' "$argument"; done ;;
        esac
        """
            .formatted(version));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Command.Result launch(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Command.Result(exitCode, Files.readString(out), Files.readString(err));
  }

  private Command.Result launch(String... arguments) throws IOException, InterruptedException {
    return launch(home.resolve("kerasport"), Map.of(), arguments);
  }

  private List<String> builds() throws IOException {
    Path log = directory.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void buildsOnFirstUseAndSaysSoOnStandardError() throws Exception {
    Command.Result result = launch("--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).endsWith("<io.kerasport.cli.Main><--version>");
    assertThat(result.err()).isEqualTo("kerasport: building in " + home.toRealPath() + "\n");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsOnlyOnce() throws Exception {
    launch("--version");
    Command.Result result = launch("--version");
    assertThat(result.err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAnewWhenASourceIsNewer() throws Exception {
    launch("--version");
    Path source = Files.createFile(home.resolve("cli/src/main/Main.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    launch("--version");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    assertThat(launch("export", "a b.keras", "--output", "*").out())
        .endsWith("<io.kerasport.cli.Main><export><a b.keras><--output><*>");
  }

  @Test
  void findsItsSourcesThroughASymbolicLink() throws Exception {
    Path link =
        Files.createSymbolicLink(directory.resolve("link"), Path.of("source tree", "kerasport"));
    Command.Result result = launch(link, Map.of(), "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("<" + home.toRealPath().resolve("cli/target/kerasport/lib/kerasport.jar") + ">");
  }

  @Test
  void givesJavaFurtherOptions() throws Exception {
    Command.Result result =
        launch(home.resolve("kerasport"), Map.of("KERASPORT_JAVA_OPTS", "-Xmx2g -ea"), "--version");
    assertThat(result.out()).contains("<-Xmx256m>").contains("<-Xmx2g><-ea>");
  }

  @Test
  void putsPlugInsBehindTheCommandOnTheClassPath() throws Exception {
    Command.Result result =
        launch(
            home.resolve("kerasport"),
            Map.of("KERASPORT_PLUGINS", "/jars/a b.jar:/jars/c.jar"),
            "--version");
    assertThat(result.out())
        .contains("/cli/target/kerasport/lib/kerasport.jar:/jars/a b.jar:/jars/c.jar>");
  }

  @Test
  void keepsNewerJavasFromWarningOfLibraries() throws Exception {
    String option = "<--enable-native-access=ALL-UNNAMED>";
    assertThat(launch("--version").out()).doesNotContain(option);
    javaHome = directory.resolve("newer");
    java("25.0.1");
    assertThat(launch("--version").out()).contains(option);
    assertThat(launch("--version").out()).contains(option);
  }

  @Test
  void tellsJavaThatNoStreamIsATerminal() throws Exception {
    assertThat(launch("--version").out())
        .contains("<-Dkerasport.terminal.stdout=false><-Dkerasport.terminal.stderr=false>");
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    java("11.0.2");
    Command.Result result = launch("--version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "kerasport needs Java 17 or newer; "
                + javaHome
                + "/bin/java is version 11.\nSet JAVA_HOME to a newer one.\n");
    assertThat(builds()).isEmpty();
  }

  @Test
  void refusesAJavaHomeWithoutJava() throws Exception {
    Command.Result result =
        launch(home.resolve("kerasport"), Map.of("JAVA_HOME", directory.toString()), "--version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("JAVA_HOME is " + directory);
  }

  @Test
  void showsWhatTheBuildSaysWhenItFails() throws Exception {
    build("echo 'no such repository'; exit 1");
    Command.Result result = launch("--version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no such repository").endsWith("could not be built.\n");
  }

  @Test
  void buildsAgainAfterABuildThatFailed() throws Exception {
    build("exit 1");
    launch("--version");
    build("mkdir -p cli/target/lib; echo jar > cli/target/cli-1.jar");
    assertThat(launch("--version").exitCode()).isZero();
  }

  @Test
  void runsWithoutAnArchiveOfClasses() throws Exception {
    launch("--version");
    assertThat(home.resolve("cli/target/kerasport/classes.jsa")).doesNotExist();
    assertThat(launch("--version").exitCode()).isZero();
  }

  @Test
  void clearsAwayTheLockOfABuildThatWasKilled() throws Exception {
    Path lock = Files.createDirectories(home.resolve("cli/target/.kerasport-build"));
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    Files.writeString(lock.resolve("pid"), killed.pid() + "\n");
    assertThat(launch("--version").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }
}
