package io.kerasport.integration.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.GraphDef;

/** Gradients of whole graphs, in both backends. */
final class GradientGraphTest {
  private static final RunningGraph.Value TWO = scalar(2);

  static Stream<Backend> backends() {
    return Stream.of(Rules.PURE_JAVA, Rules.TENSORFLOW);
  }

  /** A graph under construction. */
  private static final class Built implements AutoCloseable {
    final BackendGraph graph;
    final Ops tf;

    Built(Backend backend) {
      graph = backend.newGraph();
      tf = new Ops(new ScopedGraphBuilder(graph, Rules.of(backend)));
    }

    Operand input(String name, long... dims) {
      return tf.graph()
          .node("Placeholder")
          .name(name)
          .attr("dtype", Attr.of(DType.DOUBLE))
          .attr("shape", Attr.of(Shape.of(dims)))
          .buildOutput();
    }

    List<Optional<Operand>> gradients(Operand y, Operand... xs) {
      return tf.graph().gradients(y, List.of(xs));
    }

    Operand gradient(Operand y, Operand x) {
      return gradients(y, x).get(0).orElseThrow();
    }

    double value(Operand tensor, Map<String, RunningGraph.Value> feeds) {
      try (RunningGraph running = new RunningGraph(graph.toGraphDef())) {
        return running.run(feeds, List.of(tensor.tensorName())).get(0).values()[0];
      }
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  private static RunningGraph.Value scalar(double value) {
    return new RunningGraph.Value(DType.DOUBLE, Shape.scalar(), new double[] {value});
  }

  @ParameterizedTest
  @MethodSource("backends")
  void addsUpTheWaysOfADiamond(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x");
      // (x²) (x + x²) = x³ + x⁴
      Operand square = tf.square(x);
      Operand y = tf.mul(square, tf.add(x, square));

      assertThat(built.value(built.gradient(y, x), Map.of("x", TWO)))
          .isEqualTo(3 * 4 + 4 * 8, offset(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void givesTotalDerivativesOfSeveralXs(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x");
      Operand between = tf.square(x);
      Operand y = tf.mul(between, x);

      List<Optional<Operand>> gradients = built.gradients(y, x, between, y);

      assertThat(built.value(gradients.get(0).orElseThrow(), Map.of("x", TWO))).isEqualTo(12);
      assertThat(built.value(gradients.get(1).orElseThrow(), Map.of("x", TWO))).isEqualTo(2);
      assertThat(built.value(gradients.get(2).orElseThrow(), Map.of("x", TWO))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void differentiatesTheSumOfWhatIsNoScalar(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand many = built.tf.mul(built.input("many", -1), x);

      double gradient =
          built.value(
              built.gradient(many, x),
              Map.of(
                  "x",
                  TWO,
                  "many",
                  new RunningGraph.Value(DType.DOUBLE, Shape.of(3), new double[] {1, 2, 4})));

      assertThat(gradient).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void leavesEmptyWhatDoesNotCount(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x");
      Operand stopped = built.input("stopped");
      Operand rounded = built.input("rounded");
      Operand asInteger = built.input("asInteger");
      Operand asShape = built.input("asShape", -1);
      Operand elsewhere = built.input("elsewhere");
      tf.square(elsewhere);
      Operand y =
          tf.graph()
              .node("AddN")
              .inputs(
                  List.of(
                      tf.square(x),
                      tf.unary("StopGradient", tf.square(stopped)),
                      tf.unary("Round", rounded),
                      tf.cast(tf.cast(asInteger, DType.INT32), DType.DOUBLE),
                      tf.cast(tf.graph().node("Size").input(asShape).buildOutput(), DType.DOUBLE)))
              .buildOutput();

      assertThat(built.gradients(y, x, stopped, rounded, asInteger, asShape, elsewhere))
          .extracting(Optional::isPresent)
          .containsExactly(true, false, false, false, false, false);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void passesThroughTypesOfLessPrecision(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x");
      Operand y = tf.cast(tf.square(tf.cast(x, DType.BFLOAT16)), DType.FLOAT);

      Operand gradient = built.gradient(y, x);

      assertThat(gradient.dtype()).isEqualTo(DType.DOUBLE);
      assertThat(built.value(gradient, Map.of("x", TWO))).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void differentiatesGradients(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x");
      Operand y = tf.mul(x, tf.square(x));

      Operand second = built.gradient(built.gradient(y, x), x);

      assertThat(built.value(second, Map.of("x", TWO))).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void needsNoStackForDeepGraphs(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand y = x;
      for (int i = 0; i < 1000; i++) {
        y = built.tf.mul(y, 1.001);
      }

      assertThat(built.value(built.gradient(y, x), Map.of("x", TWO)))
          .isEqualTo(Math.pow(1.001, 1000), offset(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void namesAnOpWithoutRule(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf.withScope("layer");
      Operand x = built.input("x", 1, 4, 4, 1);
      Operand odd = tf.graph().node("ResizeArea").input(x).input(tf.ints(2, 2)).buildOutput();
      Operand y = tf.square(odd);

      assertThatThrownBy(() -> built.gradients(y, x))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRADIENT))
          .hasMessageContainingAll(
              "op ResizeArea has no gradient rule",
              "node layer/ResizeArea, which leads to layer/Square",
              "ResizeBilinear");
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void leavesTheForwardGraphAsItWas(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x", -1, 3);
      Operand y = net(built.tf, x);
      GraphDef before = built.graph.toGraphDef();

      built.gradients(y, x);

      GraphDef after = built.graph.toGraphDef();
      assertThat(after.getNodeList().subList(0, before.getNodeCount()))
          .isEqualTo(before.getNodeList());
      assertThat(after.getNodeList().subList(before.getNodeCount(), after.getNodeCount()))
          .allMatch(node -> node.getName().startsWith("gradients/"));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void addsTheSameNodesEveryTime(Backend backend) {
    try (Built first = new Built(backend);
        Built second = new Built(backend)) {
      for (Built built : List.of(first, second)) {
        Operand x = built.input("x", -1, 3);
        built.gradients(net(built.tf, x), x);
      }

      assertThat(first.graph.toGraphDef()).isEqualTo(second.graph.toGraphDef());
    }
  }

  private static Operand net(Ops tf, Operand x) {
    Operand kernel =
        tf.cast(tf.constant(TensorValue.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6)), DType.DOUBLE);
    Operand hidden = tf.nn().relu(tf.matMul(x, kernel));
    return tf.reduce().mean(tf.nn().softmax(tf.add(hidden, tf.square(hidden))), false, 0, 1);
  }
}
