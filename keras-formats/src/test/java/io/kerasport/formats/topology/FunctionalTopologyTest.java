package io.kerasport.formats.topology;

import static io.kerasport.formats.topology.Topologies.X;
import static io.kerasport.formats.topology.Topologies.functional;
import static io.kerasport.formats.topology.Topologies.keras2;
import static io.kerasport.formats.topology.Topologies.layer;
import static io.kerasport.formats.topology.Topologies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import org.junit.jupiter.api.Test;

/** Calls in their order, and references that hold. */
final class FunctionalTopologyTest {
  @Test
  void callsAreOrderedByWhatTheyNeedAndOtherwiseAsInTheFile() {
    Model model =
        keras2(
            String.join(
                ", ",
                layer("Dense", "last", "[[['middle', 0, 0, {}]]]"),
                layer("Dense", "free", "[[['x', 0, 0, {}]]]"),
                layer("Dense", "middle", "[[['first', 0, 0, {}]]]"),
                layer("Dense", "first", "[[['x', 0, 0, {}]]]")),
            "[['last', 0, 0], ['free', 0, 0]]");

    assertThat(model.nodes())
        .extracting(Node::layer)
        .containsExactly("free", "first", "middle", "last");
  }

  @Test
  void aChainOfTwentyThousandCallsIsOrdered() {
    StringBuilder layers = new StringBuilder();
    for (int i = 20_000; i > 0; i--) {
      layers.append(layer("Dense", "d" + i, "[[['d" + (i - 1) + "', 0, 0, {}]]]")).append(", ");
    }
    layers.append(layer("Dense", "d0", "[[['x', 0, 0, {}]]]"));
    Model model = keras2(layers.toString(), "[['d20000', 0, 0]]");

    assertThat(model.nodes().get(0).layer()).isEqualTo("d0");
    assertThat(model.nodes().get(20_000).layer()).isEqualTo("d20000");
  }

  @Test
  void refusesLayersThatWaitForEachOther() {
    String a = layer("Dense", "a", "[[['b', 0, 0, {}]]]");
    String b = layer("Dense", "b", "[[['a', 0, 0, {}]]]");
    String after = layer("Dense", "fine", "[[['x', 0, 0, {}]]]");

    assertThatThrownBy(() -> keras2(a + ", " + b + ", " + after, "[['b', 0, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("wait for each other's outputs (a, b)")
        .hasMessageContaining("model.keras!config.json.config.layers");
  }

  @Test
  void refusesALayerThatWaitsForItself() {
    assertThatThrownBy(() -> keras2(layer("Dense", "a", "[[['a', 0, 0, {}]]]"), "[['a', 0, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("wait for each other's outputs (a)");
  }

  @Test
  void refusesTwoLayersOfOneName() {
    String a = layer("Dense", "a", "[[['x', 0, 0, {}]]]");

    assertThatThrownBy(() -> keras2(a + ", " + a, "[['a', 0, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Two layers are called `a`")
        .hasMessageContaining("config.layers[2]");
  }

  @Test
  void reportsAllReferencesWithoutTargetTogether() {
    String a = layer("Dense", "a", "[[['nobody', 0, 0, {}]]]");
    String b = layer("Dense", "b", "[[['a', 7, 0, {}]]]");
    String c = layer("Dense", "c", "[[['x', 0, 3, {}]]]");

    assertThatThrownBy(() -> keras2(a + ", " + b + ", " + c, "[['gone', 0, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("`nobody` is no layer of the model")
        .hasMessageContaining("config.layers[1] (layer `a`).inbound_nodes[0]")
        .hasMessageContaining("call 7 of layer `a`, which is called 1 times")
        .hasMessageContaining("output 3 of layer `x`, which has 1")
        .hasMessageContaining("`gone` is no layer of the model")
        .hasMessageContaining("config.output_layers")
        .satisfies(e -> assertThat(((ExportException) e).problems()).hasSize(4));
  }

  @Test
  void refusesAnInputThatIsNoInputLayer() {
    String object =
        functional(X + ", " + layer("Dense", "d", "[[['x', 0, 0, {}]]]"), "[['d', 0, 0]]")
            .replace("'input_layers': [['x', 0, 0]]", "'input_layers': [['d', 0, 0]]");

    assertThatThrownBy(() -> read(KerasGeneration.KERAS_2, object))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the model's input `d` is no InputLayer");
  }

  @Test
  void refusesAReferenceWithANegativeIndex() {
    assertThatThrownBy(() -> keras2(layer("Dense", "d", "[[['x', -1, 0, {}]]]"), "[['d', 0, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("A reference has the index -1")
        .hasMessageContaining("config.layers[1] (layer `d`).inbound_nodes[0][0]");
  }

  @Test
  void namesTheEntryThatHasTheWrongType() {
    String object =
        "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': [3], 'input_layers': [],"
            + " 'output_layers': []}}";

    assertThatThrownBy(() -> read(KerasGeneration.KERAS_3, object))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("A serialized object was expected, found `3`")
        .hasMessageContaining("model.keras!config.json.config.layers[0]");
  }
}
