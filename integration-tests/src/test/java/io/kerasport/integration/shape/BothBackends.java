package io.kerasport.integration.shape;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.purejava.PureJavaBackendModule;
import io.kerasport.tensorflow.TensorFlowBackendModule;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A graph of each backend, in which rows are compared. */
final class BothBackends implements AutoCloseable {
  private final BackendGraph pureJavaGraph;
  private final BackendGraph nativeGraph;
  private final ScopedGraphBuilder pureJava;
  private final ScopedGraphBuilder tensorFlow;

  BothBackends() {
    Map<String, Provider<Backend>> backends =
        Guice.createInjector(new PureJavaBackendModule(), new TensorFlowBackendModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Provider<Backend>>>() {}));
    pureJavaGraph = newGraph(backends.get("pure-java"));
    nativeGraph = newGraph(backends.get("tensorflow"));
    pureJava = new ScopedGraphBuilder(pureJavaGraph);
    tensorFlow = new ScopedGraphBuilder(nativeGraph);
  }

  private static BackendGraph newGraph(@Nullable Provider<Backend> backend) {
    return Objects.requireNonNull(backend).get().newGraph();
  }

  /**
   * What both say of a row.
   *
   * @param accepted whether TensorFlow takes it
   * @param difference how the pure-Java backend differs, or empty if it agrees
   */
  record Comparison(boolean accepted, Optional<String> difference) {}

  Comparison compare(Row row) {
    Outcome expected = Outcome.of(row, tensorFlow);
    Outcome found = Outcome.of(row, pureJava);
    return new Comparison(
        !expected.verdict().equals(Outcome.REFUSED),
        expected.verdict().equals(found.verdict())
            ? Optional.empty()
            : Optional.of(
                "%s%n    TensorFlow: %s%n    pure Java:  %s"
                    .formatted(row, describe(expected), describe(found))));
  }

  private static String describe(Outcome outcome) {
    return outcome.verdict() + " " + outcome.reason().replace('\n', ' ');
  }

  @Override
  public void close() {
    pureJavaGraph.close();
    nativeGraph.close();
  }
}
