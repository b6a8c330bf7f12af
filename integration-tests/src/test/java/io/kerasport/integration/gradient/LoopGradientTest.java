package io.kerasport.integration.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.GraphDef;

/** Loops and their gradients, run by TensorFlow, in both backends. */
final class LoopGradientTest {
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

    Operand input(String name, DType dtype, long... dims) {
      return tf.graph()
          .node("Placeholder")
          .name(name)
          .attr("dtype", Attr.of(dtype))
          .attr("shape", Attr.of(Shape.of(dims)))
          .buildOutput();
    }

    Operand input(String name, long... dims) {
      return input(name, DType.DOUBLE, dims);
    }

    List<RunningGraph.Value> run(Map<String, RunningGraph.Value> feeds, Operand... tensors) {
      try (RunningGraph running = new RunningGraph(graph.toGraphDef())) {
        return running.run(feeds, Stream.of(tensors).map(Operand::tensorName).toList());
      }
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  private static RunningGraph.Value value(DType dtype, double value) {
    return new RunningGraph.Value(dtype, Shape.scalar(), new double[] {value});
  }

  private static RunningGraph.Value random(Random random, long... dims) {
    Shape shape = Shape.of(dims);
    return new RunningGraph.Value(
        DType.DOUBLE,
        shape,
        random.doubles(shape.elements(), -1, 1).map(x -> Math.round(x * 64) / 64.0).toArray());
  }

  /** x to the power of n. */
  private static Operand power(Ops tf, Operand x, Operand n) {
    return tf.loops()
        .repeat(
            n,
            List.of(tf.scalarLike(x, 1)),
            (inside, i, variables) -> List.of(inside.mul(variables.get(0), x)))
        .get(0);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void runsAsOftenAsIsKnownOnlyThen(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand y = power(built.tf, x, built.input("n", DType.INT32));
      Operand gradient = built.tf.graph().gradients(y, List.of(x)).get(0).orElseThrow();

      for (int n = 0; n < 5; n++) {
        var feeds = Map.of("x", value(DType.DOUBLE, 3), "n", value(DType.INT32, n));
        List<RunningGraph.Value> values = built.run(feeds, y, gradient);
        assertThat(values.get(0).values()).containsExactly(Math.pow(3, n));
        assertThat(values.get(1).values())
            .containsExactly(new double[] {n * Math.pow(3, n - 1)}, offset(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void stopsWhenItsConditionSaysSo(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand y =
          built
              .tf
              .loops()
              .whileTrue(
                  List.of(x),
                  (tf, i, v) -> tf.math().less(v.get(0), tf.scalarLike(v.get(0), 100)),
                  (tf, i, v) -> List.of(tf.square(v.get(0))))
              .get(0);
      Operand gradient = built.tf.graph().gradients(y, List.of(x)).get(0).orElseThrow();

      List<RunningGraph.Value> values = built.run(Map.of("x", value(DType.DOUBLE, 2)), y, gradient);

      assertThat(values.get(0).values()).containsExactly(256);
      assertThat(values.get(1).values()).containsExactly(8 * Math.pow(2, 7));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsNothingUnlessItIsDifferentiated(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand y = power(built.tf, x, built.input("n", DType.INT32));
      String before = built.graph.toGraphDef().toString();
      built.tf.graph().gradients(y, List.of(x));
      GraphDef after = built.graph.toGraphDef();

      assertThat(before).doesNotContain("TensorList");
      assertThat(after.getNodeList().stream().filter(n -> n.getOp().equals("StatelessWhile")))
          .hasSize(2)
          .extracting(node -> node.getName())
          .containsExactly("while", "gradients/while_grad/while");
      assertThat(after.getLibrary().getFunctionCount()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void differentiatesARecurrence(Backend backend) {
    try (Built built = new Built(backend)) {
      Ops tf = built.tf;
      Operand x = built.input("x", -1, -1, 3);
      Operand w = built.input("w", 3, 2);
      Operand u = built.input("u", 2, 2);
      Operand h0 = built.input("h", -1, 2);
      Operand y = recurrence(tf, x, w, u, h0);
      checkAgainstDifferences(
          built,
          tf.reduce().sum(tf.mul(y, y), false, 0, 1, 2),
          Map.of(
              "x", random(new Random(1), 4, 2, 3),
              "w", random(new Random(2), 3, 2),
              "u", random(new Random(3), 2, 2),
              "h", random(new Random(4), 2, 2)),
          x,
          w,
          u,
          h0);
    }
  }

  /** h = tanh(x·w + h·u + x·w h), and the whole sequence of h. */
  private static Operand recurrence(Ops tf, Operand x, Operand w, Operand u, Operand h0) {
    Operand steps = tf.arrays().size(x, 0);
    Operand reversed =
        tf.graph().node("ReverseV2").input(x).input(tf.ints("axis", 0)).buildOutput();
    List<Operand> last =
        tf.loops()
            .repeat(
                steps,
                List.of(
                    tf.lists().unstack(reversed),
                    h0,
                    tf.lists().empty(DType.DOUBLE, Shape.of(-1, 2))),
                (inside, i, v) -> {
                  var next = inside.lists().pop(v.get(0), DType.DOUBLE, Shape.of(-1, 3));
                  Operand in = inside.matMul(next.element(), w);
                  Operand h =
                      inside
                          .math()
                          .tanh(
                              inside.add(
                                  inside.add(in, inside.matMul(v.get(1), u)),
                                  inside.mul(in, v.get(1))));
                  return List.of(next.list(), h, inside.lists().push(v.get(2), h));
                });
    return tf.lists().stack(last.get(2), DType.DOUBLE, tf.arrays().shape(h0), -1);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void differentiatesALoopInALoop(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand z = built.input("z");
      Operand y =
          built
              .tf
              .loops()
              .repeat(
                  built.tf.scalar(3),
                  List.of(x),
                  (tf, i, outer) ->
                      List.of(
                          tf.loops()
                              .repeat(
                                  i,
                                  List.of(tf.square(outer.get(0))),
                                  (inner, j, v) ->
                                      List.of(
                                          inner.mul(
                                              inner.mul(v.get(0), z),
                                              inner.unary("Sin", outer.get(0)))))
                              .get(0)))
              .get(0);
      checkAgainstDifferences(
          built, y, Map.of("x", value(DType.DOUBLE, 1.1), "z", value(DType.DOUBLE, 0.9)), x, z);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void differentiatesVariablesThatDoNotDependOnEachOther(Backend backend) {
    try (Built built = new Built(backend)) {
      Operand x = built.input("x");
      Operand z = built.input("z");
      List<Operand> last =
          built
              .tf
              .loops()
              .repeat(
                  built.tf.scalar(4),
                  List.of(x, z, built.tf.scalarLike(x, 2)),
                  (tf, i, v) ->
                      List.of(tf.square(v.get(2)), z, tf.unary("Sin", tf.mul(x, v.get(2)))));
      checkAgainstDifferences(
          built,
          built.tf.add(last.get(0), built.tf.mul(last.get(1), z)),
          Map.of("x", value(DType.DOUBLE, 0.7), "z", value(DType.DOUBLE, -0.4)),
          x,
          z);
    }
  }

  private static void checkAgainstDifferences(
      Built built, Operand loss, Map<String, RunningGraph.Value> values, Operand... xs) {
    List<Operand> gradients = new ArrayList<>();
    built
        .tf
        .graph()
        .gradients(loss, List.of(xs))
        .forEach(gradient -> gradients.add(gradient.orElseThrow()));
    Map<String, RunningGraph.Value> feeds = new LinkedHashMap<>(values);
    try (RunningGraph running = new RunningGraph(built.graph.toGraphDef())) {
      List<double[]> expected =
          FiniteDifferences.of(
              running,
              loss.tensorName(),
              feeds,
              Stream.of(xs).map(Operand::tensorName).toList(),
              DType.DOUBLE);
      List<RunningGraph.Value> actual =
          running.run(feeds, gradients.stream().map(Operand::tensorName).toList());
      for (int i = 0; i < xs.length; i++) {
        assertThat(actual.get(i).values())
            .as(xs[i].tensorName())
            .containsExactly(expected.get(i), offset(1e-6));
      }
    }
  }

  @Test
  void bothBackendsMakeTheSameLoop() {
    try (Built java = new Built(Rules.PURE_JAVA);
        Built tensorFlow = new Built(Rules.TENSORFLOW)) {
      for (Built built : List.of(java, tensorFlow)) {
        Operand x = built.input("x", -1, -1, 3);
        recurrence(
            built.tf.withScope("layer"),
            x,
            built.input("w", 3, 2),
            built.input("u", 2, 2),
            built.input("h", -1, 2));
      }
      assertThat(java.graph.toGraphDef().getNodeList())
          .isEqualTo(tensorFlow.graph.toGraphDef().getNodeList());
      assertThat(java.graph.toGraphDef().getLibrary())
          .isEqualTo(tensorFlow.graph.toGraphDef().getLibrary());
    }
  }
}
