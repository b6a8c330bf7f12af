package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kerasport.KerasportRuntime;
import io.kerasport.core.inspect.Difference;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What holds for the export of every file that Keras wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KerasFixturesTest {
  private static final List<String> BACKENDS = List.of("pure-java", "tensorflow");

  private final Map<String, KerasportRuntime> runtimes = new LinkedHashMap<>();
  private final Map<Source, Export> exports = new LinkedHashMap<>();
  private final Path target;

  KerasFixturesTest(@TempDir Path target) {
    this.target = target;
    for (String backend : BACKENDS) {
      runtimes.put(backend, Runtimes.through(backend));
    }
  }

  @TestFactory
  Stream<DynamicTest> predictsWhatKerasPredicted() throws IOException {
    return forEveryFile(
        (fixture, kind, backend) ->
            KerasPredictions.assertPredicted(fixture, exported(fixture, kind, backend).path()));
  }

  @TestFactory
  Stream<DynamicTest> signatureHasTheNamesOfKeras() throws IOException {
    return forEveryFile(
        (fixture, kind, backend) -> {
          SignatureDef signature = ServedModel.signature(exported(fixture, kind, backend).path());
          assertThat(signature.getInputsMap().keySet())
              .containsExactlyInAnyOrderElementsOf(fixture.inputs());
          assertThat(signature.getOutputsMap().keySet())
              .containsExactlyInAnyOrderElementsOf(fixture.outputs());
          assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
          for (int i = 0; i < fixture.outputs().size(); i++) {
            TensorInfo output = signature.getOutputsOrThrow(fixture.outputs().get(i));
            assertThat(DType.ofNumber(output.getDtypeValue()))
                .isEqualTo(fixture.outputTypes().get(i));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> backendsWriteEqualFiles() throws IOException {
    return forEveryKind(
        (fixture, kind) -> {
          Path tensorFlow = exported(fixture, kind, "tensorflow").path();
          Path pureJava = exported(fixture, kind, "pure-java").path();
          List<Difference> differences = runtime("pure-java").diff().compare(pureJava, tensorFlow);
          // Gradients are TensorFlow's own in its backend; their results are compared elsewhere.
          assertThat(differences).allMatch(difference -> difference.where().startsWith("train, "));
          if (differences.isEmpty()) {
            Directories.assertEqual(pureJava, tensorFlow);
          } else {
            Directories.assertEqualButFor(Path.of("saved_model.pb"), pureJava, tensorFlow);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> loadsBackTheModelItExported() throws IOException {
    return forEveryFile(
        (fixture, kind, backend) -> {
          Export export = exported(fixture, kind, backend);
          Model loaded = runtime(backend).loader().load(export.path());
          SameModel.assertEqual(loaded, export.model());
        });
  }

  /** So that an export of the same model is the same bytes each time, too. */
  @TestFactory
  Stream<DynamicTest> exportsALoadedModelToTheSameFiles() throws IOException {
    return forEveryFile(
        (fixture, kind, backend) -> {
          Export export = exported(fixture, kind, backend);
          Model loaded = runtime(backend).loader().load(export.path());
          Path again = export(loaded, backend, fixture.name());
          Directories.assertEqual(again, export.path());
        });
  }

  private KerasportRuntime runtime(String backend) {
    return Objects.requireNonNull(runtimes.get(backend));
  }

  private Export exported(Fixture fixture, String kind, String backend) {
    return exports.computeIfAbsent(
        new Source(fixture, kind, backend), source -> export(fixture, kind, backend));
  }

  private Export export(Fixture fixture, String kind, String backend) {
    Model model = runtime(backend).reader().read(Objects.requireNonNull(fixture.files().get(kind)));
    return new Export(model, export(model, backend, fixture.name()));
  }

  private Path export(Model model, String backend, String name) {
    return runtime(backend)
        .exporter()
        .export(model, target.resolve(name), ExportOptions.defaults())
        .path();
  }

  private static Stream<DynamicTest> forEveryKind(KindRule rule) throws IOException {
    return Fixture.all().stream()
        .flatMap(
            fixture ->
                fixture.files().keySet().stream()
                    .map(kind -> named(fixture.title(kind), () -> rule.check(fixture, kind))));
  }

  private static Stream<DynamicTest> forEveryFile(FileRule rule) throws IOException {
    return Fixture.all().stream()
        .flatMap(
            fixture ->
                fixture.files().keySet().stream().flatMap(kind -> tests(fixture, kind, rule)));
  }

  private static Stream<DynamicTest> tests(Fixture fixture, String kind, FileRule rule) {
    return BACKENDS.stream()
        .map(
            backend ->
                named(
                    fixture.title(kind) + ", " + backend,
                    () -> rule.check(fixture, kind, backend)));
  }

  /** A test whose failure carries its name, which not every report shows. */
  private static DynamicTest named(String title, Executable check) {
    return dynamicTest(
        title,
        () -> {
          try {
            check.execute();
          } catch (Exception | AssertionError e) {
            throw new AssertionError(title + ": " + e.getMessage(), e);
          }
        });
  }

  @FunctionalInterface
  private interface FileRule {
    void check(Fixture fixture, String kind, String backend) throws Exception;
  }

  @FunctionalInterface
  private interface KindRule {
    void check(Fixture fixture, String kind) throws Exception;
  }

  private record Source(Fixture fixture, String kind, String backend) {}

  private record Export(Model model, Path path) {}
}
