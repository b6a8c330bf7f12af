package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.integration.Runtimes;
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
import org.junit.jupiter.api.io.TempDir;

/** Files of trained models, evaluated as Keras evaluates them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MixedModelsTest {
  private static final List<String> BACKENDS = List.of("pure-java", "tensorflow");

  private final Map<String, KerasportRuntime> runtimes = new LinkedHashMap<>();
  private final Path target;

  MixedModelsTest(@TempDir Path target) {
    this.target = target;
    for (String backend : BACKENDS) {
      runtimes.put(backend, Runtimes.through(backend));
    }
  }

  @TestFactory
  Stream<DynamicTest> evaluatesAsKerasDoes() throws IOException {
    return MixedModel.all().stream()
        .flatMap(
            model ->
                model.files().keySet().stream()
                    .flatMap(
                        kind ->
                            BACKENDS.stream()
                                .map(
                                    backend ->
                                        dynamicTest(
                                            title(model, kind) + ", " + backend,
                                            () -> check(model, kind, backend)))));
  }

  private static String title(MixedModel model, String kind) {
    return model.name() + "." + kind + ", " + model.writer();
  }

  private void check(MixedModel mixed, String kind, String backend) {
    KerasportRuntime runtime = Objects.requireNonNull(runtimes.get(backend));
    Path file = Objects.requireNonNull(mixed.files().get(kind));
    ExportResult result =
        runtime.exporter().export(runtime.reader().read(file), target, ExportOptions.defaults());
    assertThat(result.modes()).contains(Mode.EVAL, Mode.PREDICT);
    try (EvaluatedModel model = EvaluatedModel.load(result.path())) {
      for (int i = 0; i < mixed.batches().size(); i++) {
        assertClose("loss", model.loss(mixed.batches().get(i)), mixed.loss().get(i), mixed);
        assertClose(
            "loss with sample weights",
            model.loss(mixed.weighted(i)),
            mixed.weightedLoss().get(i),
            mixed);
      }
      Map<String, double[]> expected = Objects.requireNonNull(mixed.metrics().get(kind));
      assertThat(model.metrics()).isEqualTo(expected.keySet());
      if (expected.isEmpty()) {
        return;
      }
      for (int i = 0; i < mixed.batches().size(); i++) {
        model.update(mixed.weighted(i));
      }
      Map<String, double[]> values = model.values();
      expected.forEach(
          (name, value) ->
              Closeness.assertClose(
                  name, Objects.requireNonNull(values.get(name)), value, mixed.tolerance()));
    }
  }

  private static void assertClose(String what, double[] actual, double expected, MixedModel model) {
    Closeness.assertClose(what, actual, new double[] {expected}, model.tolerance());
  }
}
