package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.cli.Main;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.Directories;
import io.kerasport.model.Model;
import io.kerasport.spi.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports to one parent at one time all succeed, each in a directory of its own. */
final class ConcurrentExportsTest {
  private static final int THREADS = 8;
  private static final int EXPORTS = 24;
  private static final int PROCESSES = 3;

  @TempDir Path source;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void fromThreads(String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = SmallModel.compiled(source);
    Path parent = directory.resolve("made/by/all");

    List<Path> paths =
        all(
            () -> runtime.exporter().export(model, parent, ExportOptions.defaults()).path(),
            EXPORTS);

    areCompleteAndEqual(paths, parent);
  }

  @Test
  void besideOthersThatFail() throws Exception {
    Model model = SmallModel.compiled(source);
    Path parent = directory.resolve("made/by/all");
    Activation broken =
        (tf, x, generation) -> {
          throw new IllegalStateException("no luck");
        };
    Model damaged =
        SmallModel.weights(
            model,
            layer ->
                layer
                    .weights()
                    .map(
                        weights ->
                            weights.stream().map(FailedExportTest::thatCannotBeRead).toList()));
    ExportOptions custom =
        ExportOptions.builder()
            .customObjects(CustomObjects.of(Activation.class, "relu", broken))
            .build();
    List<Path> paths = new ArrayList<>();
    List<Callable<String>> failing =
        List.of(
            () -> failure(damaged, parent, ExportOptions.defaults()),
            () -> failure(model, parent, custom));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Path>> good = new ArrayList<>();
      List<Future<String>> bad = new ArrayList<>();
      for (int i = 0; i < EXPORTS; i++) {
        bad.add(threads.submit(failing.get(i % 2)));
        good.add(threads.submit(() -> Kerasport.exporter().export(model, parent).path()));
      }
      for (int i = 0; i < EXPORTS; i++) {
        paths.add(good.get(i).get());
        assertThat(bad.get(i).get()).isNotEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
    areCompleteAndEqual(paths, parent);
  }

  @Test
  void onePathIsTakenByOneOfThem() throws Exception {
    Model model = SmallModel.compiled(source);
    Path path = directory.resolve("exact");
    ExportOptions exact = ExportOptions.builder().exactPath(true).build();

    List<String> results =
        all(
            () -> {
              try {
                return Kerasport.exporter().export(model, path, exact).path().toString();
              } catch (ExportException e) {
                return e.id().name();
              }
            },
            THREADS);

    assertThat(results).containsOnlyOnce(path.toString());
    assertThat(results).filteredOn("TARGET"::equals).hasSize(THREADS - 1);
    assertThat(directory.toFile().list()).containsExactly("exact");
    SameAs.export(model, path, source.resolve("alone"));
  }

  @Test
  void fromProcesses() throws Exception {
    Path model = Files.createDirectories(source.resolve("model"));
    Path exported = Kerasport.exporter().export(SmallModel.compiled(source), model).path();
    Path parent = directory.resolve("made/by/all");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "export",
                  exported.toString(),
                  "--output",
                  parent.toString(),
                  "--quiet")
              .redirectError(directory.resolve("stderr" + i).toFile())
              .start());
    }
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      String out = new String(processes.get(i).getInputStream().readAllBytes());
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(directory.resolve("stderr" + i)))
          .isZero();
      paths.add(Path.of(out.strip()));
    }
    areCompleteAndEqual(paths, parent);
  }

  private static String failure(Model model, Path parent, ExportOptions options) {
    try {
      return "wrote " + Kerasport.exporter().export(model, parent, options).path();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static void areCompleteAndEqual(List<Path> paths, Path parent) throws IOException {
    assertThat(new HashSet<>(paths)).hasSameSizeAs(paths);
    try (Stream<Path> children = Files.list(parent)) {
      assertThat(children).containsExactlyInAnyOrderElementsOf(paths);
    }
    for (Path path : paths) {
      Directories.assertEqual(path, paths.get(0));
    }
  }

  private static <T> List<T> all(Callable<T> export, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        calls.add(export);
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
