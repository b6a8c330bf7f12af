package io.kerasport.benchmarks;

import com.google.inject.Injector;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ModelReader;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reading a model's topology and building its serving graph. The model files are those that {@code
 * benchmarks/run} has Keras make.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GraphBuilding {
  /** A file Keras wrote. */
  @Param({"resnet50.keras"})
  public String file = "";

  private final Injector injector = Composition.injector();
  private final Backend backend = injector.getInstance(Backend.class);
  private final ModelReader reader = injector.getInstance(ModelReader.class);
  private final ModelCloner cloner = injector.getInstance(ModelCloner.class);
  private final SignatureInference signatures = injector.getInstance(SignatureInference.class);
  private final GraphAssembler assembler = injector.getInstance(GraphAssembler.class);
  private Path path = Path.of("");
  private @Nullable Model model;

  /** Reads the model once. */
  @Setup
  public void readModel() {
    path = Path.of(System.getProperty("kerasport.models", "."), file);
    model = reader.read(path);
  }

  /** From the file to topology, configuration and the place of every weight. */
  @Benchmark
  public Model read() {
    return reader.read(path);
  }

  /** From the model to its GraphDef, every node checked and with its static shape. */
  @Benchmark
  public int build() {
    Model read = Objects.requireNonNull(model);
    try (ForwardGraph graph =
        assembler.assemble(
            cloner.cloneOf(read),
            signatures.inputsOf(read),
            io.kerasport.export.Mode.PREDICT,
            backend,
            ExportOptions.defaults())) {
      return graph.graph().toGraphDef().getNodeCount();
    }
  }
}
