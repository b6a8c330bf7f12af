package io.kerasport.formats.topology;

import static io.kerasport.formats.topology.Topologies.X;
import static io.kerasport.formats.topology.Topologies.functional;
import static io.kerasport.formats.topology.Topologies.keras2;
import static io.kerasport.formats.topology.Topologies.keras3;
import static io.kerasport.formats.topology.Topologies.layer;
import static io.kerasport.formats.topology.Topologies.read;
import static io.kerasport.formats.topology.Topologies.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import org.junit.jupiter.api.Test;

/** Models in models, whose calls the generations count differently. */
final class NestedTopologyTest {
  private static String inner(String outputs) {
    return "{'class_name': 'Functional', 'config': {'name': 'inner', 'layers': ["
        + X
        + ", "
        + layer("Dense", "d", "[[['x', 0, 0, {}]]]")
        + "], 'input_layers': [['x', 0, 0]], 'output_layers': "
        + outputs
        + "}, 'name': 'inner', 'inbound_nodes': ";
  }

  @Test
  void keras2CountsTheCallsOfANestedModelFromOne() {
    Model model =
        keras2(
            inner("[['d', 0, 0]]") + "[[['x', 0, 0, {}]], [['inner', 1, 0, {}]]]}",
            "[['inner', 2, 0], ['inner', 1, 0]]");

    assertThat(model.nodes().get(1).inputs()).containsExactly(new KerasTensor("inner", 0, 0));
    assertThat(model.outputs())
        .containsExactly(new KerasTensor("inner", 1, 0), new KerasTensor("inner", 0, 0));
  }

  @Test
  void keras2CountsTheCallsOfANestedModelThatItBuiltByCallingFromZero() {
    Model model =
        keras2(
            inner("[['d', 0, 0]]") + "[[['x', 0, 0, {}]], [['inner', 0, 0, {}]]]}",
            "[['inner', 1, 0]]");

    assertThat(model.nodes().get(1).inputs()).containsExactly(new KerasTensor("inner", 0, 0));
    assertThat(model.outputs()).containsExactly(new KerasTensor("inner", 1, 0));
  }

  @Test
  void keras3CountsTheCallsOfANestedModelFromOneAmongTheOutputsOnly() {
    Model model =
        keras3(
            inner("[['d', 0, 0]]")
                + "[{'args': ["
                + tensor("x", 0, 0)
                + "]}, {'args': ["
                + tensor("inner", 0, 0)
                + "]}]}",
            "['inner', 2, 0]");

    assertThat(model.nodes().get(1).inputs()).containsExactly(new KerasTensor("inner", 0, 0));
    assertThat(model.outputs()).containsExactly(new KerasTensor("inner", 1, 0));
  }

  @Test
  void refusesACallWithADictThatLacksAnInput() {
    assertThatThrownBy(
            () -> keras2(inner("[['d', 0, 0]]") + "[{'y': ['x', 0, 0, {}]}]}", "[['inner', 1, 0]]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("lacks its input `x`");
  }

  @Test
  void refusesModelsNestedTooDeep() {
    String inner = X;
    String object = functional(X, "[['x', 0, 0]]");
    for (int i = 0; i < 80; i++) {
      object = functional(inner + ", " + object, "[['x', 0, 0]]");
    }
    String deep = object;

    assertThatThrownBy(() -> read(KerasGeneration.KERAS_2, deep))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Models are nested more than 64 deep");
  }
}
