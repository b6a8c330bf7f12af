package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.Rules.PURE_JAVA;
import static io.kerasport.integration.gradient.Rules.TENSORFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.Gradients;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.GraphDef;

/** Every row of the table. */
final class GradientRuleTest {
  /** The shapes of the outputs of rows, and what our rules give: many tests ask. */
  private static final Map<String, List<Shape>> SHAPES = new HashMap<>();

  private static final Map<List<Object>, List<double[]>> OURS = new HashMap<>();

  static Stream<GradientCase> rows() {
    return GradientTable.rows();
  }

  static Stream<GradientCase> rowsTensorFlowKnows() {
    return rows().filter(row -> tensorflow.TFJ_HasGradient(row.type()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void equalsFiniteDifferences(GradientCase row) {
    List<double[]> differences = differences(row);

    for (Knowledge known : row.knowledge()) {
      List<double[]> ours = ours(row, row.finest(), known);
      assertClose(ours, differences, FiniteDifferences.error(row.precision()), known);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsTensorFlowKnows")
  void equalsTensorFlow(GradientCase row) {
    Knowledge known =
        row.knowledge().stream().skip(row.knowledge().size() / 2).findFirst().orElseThrow();
    Built built = graph(row, row.finest(), known, TENSORFLOW, Rules.alone(TENSORFLOW));
    ThrowingCallable comparison =
        () -> assertClose(theirs(built), run(built), tolerance(row), known);

    if (row.isWrongInTensorFlow()) {
      assertThatThrownBy(comparison).isNotNull();
    } else {
      assertThatCode(comparison).doesNotThrowAnyException();
    }
  }

  private static List<double[]> ours(GradientCase row, DType type, Knowledge known) {
    return OURS.computeIfAbsent(
        List.of(row.toString(), type, known),
        key -> run(graph(row, type, known, TENSORFLOW, Rules.alone(TENSORFLOW))));
  }

  private static List<double[]> theirs(Built built) {
    try (RunningGraph graph = new RunningGraph(built.nodes())) {
      List<String> theirs = graph.addGradients(built.loss(), built.xs());
      return values(graph.run(built.feeds(), theirs));
    }
  }

  /** What the backend makes of TensorFlow's gradient, or of our rule where it has none. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void equalsTheNativeBackend(GradientCase row) {
    for (Knowledge known : row.knowledge()) {
      List<double[]> carried =
          run(graph(row, row.finest(), known, TENSORFLOW, Rules.of(TENSORFLOW)));
      List<double[]> ours = ours(row, row.finest(), known);
      assertClose(carried, ours, tolerance(row), known);
    }
    Knowledge known = row.knowledge().iterator().next();
    for (DType type : row.types()) {
      List<double[]> carried = run(graph(row, type, known, TENSORFLOW, Rules.of(TENSORFLOW)));
      List<double[]> ours = ours(row, type, known);
      assertClose(carried, ours, Math.max(tolerance(type), tolerance(row)), type);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isTheSameGraphWithoutNativeCode(GradientCase row) {
    for (Knowledge known : row.knowledge()) {
      List<double[]> pure = run(graph(row, row.finest(), known, PURE_JAVA, Rules.of(PURE_JAVA)));
      List<double[]> ours = ours(row, row.finest(), known);
      assertClose(pure, ours, tolerance(row), known);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void worksInCoarserTypes(GradientCase row) {
    Knowledge known = row.knowledge().iterator().next();
    List<double[]> fine = ours(row, row.finest(), known);

    for (DType type : row.types()) {
      List<double[]> coarse = ours(row, type, known);
      assertClose(coarse, fine, Math.max(tolerance(type), tolerance(row)), type);
    }
  }

  private static double tolerance(GradientCase row) {
    return tolerance(row.precision());
  }

  private static double tolerance(DType type) {
    return switch (type) {
      case DOUBLE -> 1e-9;
      case FLOAT -> 1e-4;
      case HALF -> 2e-2;
      case BFLOAT16 -> 1e-1;
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  /**
   * A row's graph with its gradients.
   *
   * @param gradients their names
   */
  private record Built(
      GraphDef nodes,
      Map<String, RunningGraph.Value> feeds,
      String loss,
      List<String> xs,
      List<String> gradients) {}

  private static Built graph(
      GradientCase row, DType type, Knowledge knowledge, Backend backend, Gradients gradients) {
    List<Shape> shapes = SHAPES.computeIfAbsent(row.toString(), name -> outputShapes(row));
    try (BackendGraph graph = backend.newGraph()) {
      ScopedGraphBuilder builder = new ScopedGraphBuilder(graph, gradients);
      CaseGraph built = new CaseGraph(row, type, knowledge, builder);
      Operand loss = built.loss(shapes);
      List<String> names =
          builder.gradients(loss, built.xs()).stream()
              .map(gradient -> gradient.orElseThrow().tensorName())
              .toList();
      return new Built(
          graph.toGraphDef(),
          built.feeds(),
          loss.tensorName(),
          built.xs().stream().map(Operand::tensorName).toList(),
          names);
    }
  }

  private static List<Shape> outputShapes(GradientCase row) {
    try (BackendGraph graph = TENSORFLOW.newGraph()) {
      CaseGraph built =
          new CaseGraph(
              row, row.finest(), row.knowledge().iterator().next(), new ScopedGraphBuilder(graph));
      try (RunningGraph running = new RunningGraph(graph.toGraphDef())) {
        return running
            .run(built.feeds(), built.outputs().stream().map(Operand::tensorName).toList())
            .stream()
            .map(RunningGraph.Value::shape)
            .toList();
      }
    }
  }

  private static List<double[]> run(Built built) {
    try (RunningGraph graph = new RunningGraph(built.nodes())) {
      return values(graph.run(built.feeds(), built.gradients()));
    }
  }

  private static List<double[]> values(List<RunningGraph.Value> values) {
    return values.stream().map(RunningGraph.Value::values).toList();
  }

  private static List<double[]> differences(GradientCase row) {
    Knowledge known = row.knowledge().iterator().next();
    Built built = graph(row, row.finest(), known, TENSORFLOW, Rules.alone(TENSORFLOW));
    try (RunningGraph graph = new RunningGraph(built.nodes())) {
      return FiniteDifferences.of(graph, built.loss(), built.feeds(), built.xs(), row.precision());
    }
  }

  private static void assertClose(
      List<double[]> actual, List<double[]> expected, double error, Object where) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      double scale = 1;
      for (double value : expected.get(i)) {
        scale = Math.max(scale, Math.abs(value));
      }
      assertThat(actual.get(i))
          .as("%s: gradient of differentiated input %d", where, i)
          .containsExactly(expected.get(i), offset(error * scale));
    }
  }
}
