package io.kerasport.integration.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.Gradients;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.gradient.RunningGraph.Value;
import io.kerasport.model.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients where functions bend, break or tie, against TensorFlow's Python. */
final class EdgeGradientTest {
  static Stream<EdgeCase> cases() throws IOException {
    return EdgeCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void rulesEqualTensorFlowsPython(EdgeCase edge) {
    assertGradients(edge, Rules.TENSORFLOW, Rules.alone(Rules.TENSORFLOW));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nativeBackendEqualsTensorFlowsPython(EdgeCase edge) {
    assertGradients(edge, Rules.TENSORFLOW, Rules.of(Rules.TENSORFLOW));
  }

  private static void assertGradients(EdgeCase edge, Backend backend, Gradients gradients) {
    try (BackendGraph graph = backend.newGraph()) {
      Ops tf = new Ops(new ScopedGraphBuilder(graph, gradients));
      Map<String, Value> feeds = new LinkedHashMap<>();
      List<Operand> xs = new ArrayList<>();
      NodeBuilder node = tf.graph().node(edge.op()).name("op");
      for (Value input : edge.inputs()) {
        if (input.dtype() == DType.INT32) {
          node.input(constant(tf, input));
          continue;
        }
        Operand fed = placeholder(tf, "x" + feeds.size(), input);
        feeds.put(fed.tensorName(), input);
        node.input(fed);
        if (input.dtype().isFloating()) {
          xs.add(fed);
        }
      }
      edge.attrs().forEach(node::attr);
      Operand dy = placeholder(tf, "dy", edge.dy());
      feeds.put(dy.tensorName(), edge.dy());
      Operand flat = tf.arrays().reshape(tf.mul(node.buildOutput(), dy), -1);

      List<Optional<Operand>> found = tf.graph().gradients(tf.reduce().sum(flat, false, 0), xs);

      assertThat(found)
          .extracting(Optional::isPresent)
          .isEqualTo(edge.gradients().stream().map(Optional::isPresent).toList());
      assertValues(edge, run(graph, feeds, found));
    }
  }

  private static List<Value> run(
      BackendGraph graph, Map<String, Value> feeds, List<Optional<Operand>> gradients) {
    try (RunningGraph running = new RunningGraph(graph.toGraphDef())) {
      return running.run(
          feeds, gradients.stream().flatMap(Optional::stream).map(Operand::tensorName).toList());
    }
  }

  private static void assertValues(EdgeCase edge, List<Value> found) {
    List<Value> expected = edge.gradients().stream().flatMap(Optional::stream).toList();
    double error = edge.dy().dtype() == DType.DOUBLE ? 1e-12 : 1e-6;
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
      for (int j = 0; j < expected.get(i).values().length; j++) {
        double value = expected.get(i).values()[j];
        assertThat(found.get(i).values()[j])
            .as("gradient of input %d, %s", i, Arrays.toString(found.get(i).values()))
            .isEqualTo(
                value, offset(Double.isFinite(value) ? error * Math.max(1, Math.abs(value)) : 0));
      }
    }
  }

  private static Operand placeholder(Ops tf, String name, Value like) {
    return tf.graph()
        .node("Placeholder")
        .name(name)
        .attr("dtype", Attr.of(like.dtype()))
        .attr("shape", Attr.of(like.shape()))
        .buildOutput();
  }

  private static Operand constant(Ops tf, Value value) {
    int[] integers = Arrays.stream(value.values()).mapToInt(number -> (int) number).toArray();
    return tf.constant(TensorValue.ofInts(value.shape(), integers));
  }
}
