package io.kerasport.formats.topology;

import static io.kerasport.formats.topology.Topologies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain of layers, whose input shape stands in one place or another. */
final class SequentialTopologyTest {
  private static String sequential(String firstConfig, String beside) {
    return "{'class_name': 'Sequential', 'config': {'name': 's', 'layers': [{'class_name': 'Dense',"
        + " 'config': {'name': 'd', 'dtype': 'float32', 'units': 3"
        + firstConfig
        + "}}, {'class_name': 'ReLU', 'config': {'name': 'r', 'trainable': true}}]"
        + beside
        + "}}";
  }

  private static void isChain(Model model, String inputKey) {
    assertThat(model.kind()).isEqualTo(Model.Kind.SEQUENTIAL);
    assertThat(model.layers()).extracting(Layer::name).containsExactly("d_input", "d", "r");
    Layer input = model.layers().get(0);
    assertThat(input.isInput()).isTrue();
    assertThat(input.config().get(inputKey)).isEqualTo(Arrays.asList(null, 6L));
    assertThat(input.config().string("dtype")).isEqualTo("float32");
    assertThat(model.nodes())
        .containsExactly(
            Node.of("d", 0, List.of(new KerasTensor("d_input", 0, 0))),
            Node.of("r", 0, List.of(new KerasTensor("d", 0, 0))));
    assertThat(model.inputs()).containsExactly(new KerasTensor("d_input", 0, 0));
    assertThat(model.outputs()).containsExactly(new KerasTensor("r", 0, 0));
  }

  @Test
  void aSequentialModelTakesItsInputShapeFromTheFirstLayer() {
    isChain(
        read(KerasGeneration.KERAS_2, sequential(", 'batch_input_shape': [null, 6]", "")),
        "batch_input_shape");
  }

  @Test
  void aSequentialModelTakesItsInputShapeFromWhatItWasBuiltWith() {
    isChain(
        read(KerasGeneration.KERAS_3, sequential("", ", 'build_input_shape': [null, 6]")),
        "batch_shape");
  }

  @Test
  void aSequentialModelOfKeras222IsABareListOfLayers() {
    String object =
        "{'class_name': 'Sequential', 'config': [{'class_name': 'Dense', 'config': {'name': 'd',"
            + " 'dtype': 'float32', 'batch_input_shape': [null, 6]}}, {'class_name': 'ReLU',"
            + " 'config': {'name': 'r'}}]}";

    isChain(read(KerasGeneration.KERAS_2, object), "batch_input_shape");
  }

  @Test
  void refusesASequentialModelThatWasNeverBuilt() {
    assertThatThrownBy(() -> read(KerasGeneration.KERAS_3, sequential("", "")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("`s` was saved before its input shape was known")
        .hasMessageContaining("--input-shape");
  }

  @Test
  void refusesASequentialModelWithoutLayers() {
    String object = "{'class_name': 'Sequential', 'config': {'name': 's', 'layers': []}}";

    assertThatThrownBy(() -> read(KerasGeneration.KERAS_3, object))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has no layers");
  }
}
