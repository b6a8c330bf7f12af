package io.kerasport.integration.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.google.inject.Injector;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.clone.ModelCloner;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphAssembler;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.graph.NamedOperand;
import io.kerasport.core.graph.Prediction;
import io.kerasport.core.signature.SignatureInference;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Mode;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.GraphDef;

/** The gradients of every model that the fixtures hold, in both backends. */
final class ModelGradientTest {
  private static final Injector INJECTOR = Runtimes.injector();

  static Stream<Path> models() throws IOException, URISyntaxException {
    Path root =
        Path.of(Objects.requireNonNull(ModelGradientTest.class.getResource("/fixtures")).toURI());
    List<Path> files = new ArrayList<>();
    for (String writer : List.of("keras", "tf_keras")) {
      try (Stream<Path> found = Files.list(root.resolve(writer))) {
        found.filter(file -> file.toString().endsWith(".h5")).sorted().forEach(files::add);
      }
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void backendsAgree(Path file) {
    Model model = Runtimes.through("pure-java").reader().read(file);
    if (resizesByArea(model)) {
      // TensorFlow has no gradient for that either.
      for (Backend backend : List.of(Rules.PURE_JAVA, Rules.TENSORFLOW)) {
        assertThatThrownBy(() -> differentiate(model, backend)).hasMessageContaining("ResizeArea");
      }
      return;
    }

    Differentiated pureJava = differentiate(model, Rules.PURE_JAVA);
    Differentiated tensorFlow = differentiate(model, Rules.TENSORFLOW);

    assertThat(pureJava.reached()).isEqualTo(tensorFlow.reached());
    if (pureJava.isRandom() || pureJava.reached().isEmpty()) {
      return;
    }
    List<RunningGraph.Value> expected = tensorFlow.run();
    List<RunningGraph.Value> actual = pureJava.run();
    for (int i = 0; i < expected.size(); i++) {
      double scale = Arrays.stream(expected.get(i).values()).map(Math::abs).reduce(1e-3, Math::max);
      assertThat(actual.get(i).values())
          .as(pureJava.reached().get(i))
          .containsExactly(
              expected.get(i).values(),
              offset(scale * (file.toString().contains("16") ? 5e-2 : 1e-4)));
    }
  }

  /**
   * A graph with the gradients of inputs and weights.
   *
   * @param reached those that have a gradient
   * @param gradients their names
   */
  private record Differentiated(
      GraphDef nodes,
      Map<String, RunningGraph.Value> feeds,
      List<String> reached,
      List<String> gradients) {
    boolean isRandom() {
      return nodes.getNodeList().stream().anyMatch(node -> node.getOp().contains("Random"));
    }

    List<RunningGraph.Value> run() {
      try (RunningGraph graph = new RunningGraph(nodes)) {
        return graph.run(feeds, gradients);
      }
    }
  }

  private static Differentiated differentiate(Model model, Backend backend) {
    try (ForwardGraph forward =
        INJECTOR
            .getInstance(GraphAssembler.class)
            .assemble(
                INJECTOR.getInstance(ModelCloner.class).cloneOf(model),
                INJECTOR.getInstance(SignatureInference.class).inputsOf(model),
                Mode.TRAIN,
                backend,
                ExportOptions.defaults())) {
      List<Operand> xs = differentiated(forward);
      List<Optional<Operand>> gradients = forward.ops().graph().gradients(loss(forward), xs);
      List<String> reached = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < xs.size(); i++) {
        if (gradients.get(i).isPresent()) {
          reached.add(xs.get(i).tensorName());
          names.add(gradients.get(i).get().tensorName());
        }
      }
      return new Differentiated(forward.graph().toGraphDef(), feeds(forward), reached, names);
    }
  }

  private static boolean resizesByArea(Model model) {
    return model.layers().stream()
        .anyMatch(layer -> "area".equals(layer.config().get("interpolation")));
  }

  /** Everything that is fed and can have a gradient. */
  private static List<Operand> differentiated(ForwardGraph forward) {
    return Stream.concat(
            forward.inputs().stream().map(NamedOperand::operand),
            forward.variables().stream().flatMap(variable -> variable.variable().values().stream()))
        .filter(tensor -> tensor.dtype().isFloating())
        .toList();
  }

  /** How far predictions are from a number that none of them has throughout. */
  private static Operand loss(ForwardGraph forward) {
    Ops tf = forward.ops();
    List<Operand> losses = new ArrayList<>();
    for (Prediction prediction : forward.predictions()) {
      Operand value = prediction.value();
      if (value.dtype().isFloating()) {
        Operand flat = tf.arrays().reshape(tf.cast(value, DType.FLOAT), -1);
        losses.add(tf.reduce().mean(tf.square(tf.sub(flat, 0.3)), false, 0));
      }
    }
    return tf.graph().node("AddN").inputs(losses).buildOutput();
  }

  private static Map<String, RunningGraph.Value> feeds(ForwardGraph forward) {
    Random random = new Random(3);
    Map<String, RunningGraph.Value> feeds = new LinkedHashMap<>();
    for (NamedOperand input : forward.inputs()) {
      Operand tensor = input.operand();
      feeds.put(tensor.tensorName(), value(tensor, "", random));
    }
    for (LayerVariable variable : forward.variables()) {
      for (Operand read : variable.variable().values()) {
        feeds.put(read.tensorName(), value(read, variable.variable().name(), random));
      }
    }
    return feeds;
  }

  private static RunningGraph.Value value(Operand tensor, String name, Random random) {
    long[] dims = tensor.shape().dims();
    Shape shape =
        Shape.of(
            LongStream.range(0, dims.length)
                .map(i -> dims[(int) i] != Shape.UNKNOWN_DIM ? dims[(int) i] : i == 0 ? 2 : 8)
                .toArray());
    double[] values = new double[Math.toIntExact(shape.elements())];
    Arrays.setAll(
        values,
        i ->
            !tensor.dtype().isFloating()
                ? random.nextInt(2)
                : name.contains("variance") || name.contains("gamma")
                    ? 0.5 + random.nextDouble()
                    : random.nextGaussian() / 2);
    return new RunningGraph.Value(tensor.dtype(), shape, values);
  }
}
