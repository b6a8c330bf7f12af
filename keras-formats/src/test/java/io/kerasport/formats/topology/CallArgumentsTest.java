package io.kerasport.formats.topology;

import static io.kerasport.formats.topology.Topologies.function;
import static io.kerasport.formats.topology.Topologies.keras2;
import static io.kerasport.formats.topology.Topologies.keras3;
import static io.kerasport.formats.topology.Topologies.layer;
import static io.kerasport.formats.topology.Topologies.onlyNode;
import static io.kerasport.formats.topology.Topologies.ref;
import static io.kerasport.formats.topology.Topologies.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.CallArgument;
import io.kerasport.model.CallArgument.Constant;
import io.kerasport.model.CallArgument.Mapping;
import io.kerasport.model.CallArgument.Sequence;
import io.kerasport.model.Config;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a layer is called with, in the spelling of either generation. */
final class CallArgumentsTest {
  @Test
  void aKeras2CallOfOneTensorIsTheTensor() {
    Model model = keras2(layer("Dense", "d", "[[['x', 0, 0, {}]]]"), "[['d', 0, 0]]");

    assertThat(onlyNode(model).arguments()).containsExactly(ref("x", 0, 0));
    assertThat(model.outputs()).containsExactly(new KerasTensor("d", 0, 0));
  }

  @Test
  void aKeras2CallOfSeveralTensorsIsAList() {
    Model model =
        keras2(layer("Add", "a", "[[['x', 0, 0, {}], ['x', 0, 0, {}]]]"), "[['a', 0, 0]]");

    assertThat(onlyNode(model).arguments())
        .containsExactly(new Sequence(List.of(ref("x", 0, 0), ref("x", 0, 0))));
  }

  @Test
  void keras2KeywordArgumentsHoldTensorsAndConstants() {
    Model model =
        keras2(
            layer(
                "MultiHeadAttention",
                "a",
                "[[['x', 0, 0, {'value': ['x', 0, 0], 'training': false, 'axes': ['q', 1, 2],"
                    + " 'mask': null}]]]"),
            "[['a', 0, 0]]");

    assertThat(onlyNode(model).keywordArguments())
        .isEqualTo(
            Map.of(
                "value", ref("x", 0, 0),
                "training", new Constant(false),
                "axes",
                    new Sequence(List.of(new Constant("q"), new Constant(1L), new Constant(2L))),
                "mask", new Constant(null)));
  }

  @Test
  void keras2FunctionsTellAListOfOneFromATensor() {
    String list = function("TFOpLambda", "concat", "l", "[[['x', 0, 0, {'axis': -1}]]]");
    String tensor =
        function("TFOpLambda", "math.add", "t", "[['x', 0, 0, {'y': 2.0, 'name': null}]]");
    Model model = keras2(list + ", " + tensor, "[['l', 0, 0], ['t', 0, 0]]");

    assertThat(model.nodes().get(0).arguments())
        .containsExactly(new Sequence(List.of(ref("x", 0, 0))));
    assertThat(model.nodes().get(1).arguments()).containsExactly(ref("x", 0, 0));
    assertThat(model.nodes().get(1).keywordArguments())
        .containsEntry("y", new Constant(2.0))
        .containsEntry("name", new Constant(null));
  }

  @Test
  void aKeras2ConstantMayComeFirst() {
    Model model =
        keras2(
            function(
                "TFOpLambda",
                "math.add",
                "c",
                "[['_CONSTANT_VALUE', -1, 3.0, {'y': ['x', 0, 0]}]]"),
            "[['c', 0, 0]]");

    assertThat(onlyNode(model).arguments()).containsExactly(new Constant(3.0));
    assertThat(onlyNode(model).keywordArguments()).containsEntry("y", ref("x", 0, 0));
  }

  @Test
  void keras2SlicesAreKept() {
    Model model =
        keras2(
            function(
                "SlicingOpLambda",
                "__operators__.getitem",
                "s",
                "[['x', 0, 0, {'slice_spec': [{'start': null, 'stop': null, 'step': null},"
                    + " {'class_name': '__ellipsis__'}, 0]}]]"),
            "[['s', 0, 0]]");

    Sequence spec = (Sequence) onlyNode(model).keywordArguments().get("slice_spec");
    List<CallArgument> items = Objects.requireNonNull(spec).items();
    assertThat(items.get(0)).isInstanceOf(Mapping.class);
    assertThat(items.get(1))
        .isEqualTo(new Constant(Config.of(Map.of("class_name", "__ellipsis__"))));
    assertThat(items.get(2)).isEqualTo(new Constant(0L));
  }

  @Test
  void keras3ArgumentsKeepTheirStructure() {
    Model model =
        keras3(
            layer(
                "Custom",
                "c",
                "[{'args': [["
                    + tensor("x", 0, 0)
                    + ", 2.5], {'k': "
                    + tensor("x", 0, 0)
                    + "}], 'kwargs': {'mask': null, 'training': false, 'slice':"
                    + " {'class_name': '__slice__', 'config': {'start': 1}}}}]"),
            "['c', 0, 0]");

    Node node = onlyNode(model);
    assertThat(node.arguments())
        .containsExactly(
            new Sequence(Arrays.asList(ref("x", 0, 0), new Constant(2.5))),
            new Mapping(Map.of("k", ref("x", 0, 0))));
    assertThat(node.keywordArguments())
        .containsEntry("mask", new Constant(null))
        .containsEntry("training", new Constant(false))
        .containsEntry(
            "slice",
            new Constant(
                Config.of(
                    Map.of("class_name", "__slice__", "config", Config.of(Map.of("start", 1L))))));
  }
}
