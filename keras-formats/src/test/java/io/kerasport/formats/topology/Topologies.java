package io.kerasport.formats.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.formats.json.JsonReader;
import io.kerasport.model.CallArgument.Tensor;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.nio.charset.StandardCharsets;

/** Configurations of small models, written with single quotes, and what is read of them. */
final class Topologies {
  static final String X =
      "{'class_name': 'InputLayer', 'config': {'batch_shape': [null, 2], 'dtype': 'float32',"
          + " 'name': 'x'}, 'name': 'x', 'inbound_nodes': []}";

  static Model read(KerasGeneration generation, String object) {
    byte[] json = object.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new TopologyReader()
        .read(new JsonReader().read(json, "test"), generation, "model.keras!config.json");
  }

  static String functional(String layers, String outputs) {
    return "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
        + layers
        + "], 'input_layers': [['x', 0, 0]], 'output_layers': "
        + outputs
        + "}}";
  }

  static Model keras2(String layers, String outputs) {
    return read(KerasGeneration.KERAS_2, functional(X + ", " + layers, outputs));
  }

  static Model keras3(String layers, String outputs) {
    return read(KerasGeneration.KERAS_3, functional(X + ", " + layers, outputs));
  }

  static String layer(String className, String name, String inboundNodes) {
    return "{'class_name': '"
        + className
        + "', 'config': {'name': '"
        + name
        + "', 'trainable': true}, 'name': '"
        + name
        + "', 'inbound_nodes': "
        + inboundNodes
        + "}";
  }

  static String function(String className, String function, String name, String inboundNodes) {
    return layer(className, name, inboundNodes)
        .replace("'trainable': true", "'trainable': true, 'function': '" + function + "'");
  }

  static String tensor(String layer, int node, int tensor) {
    return "{'class_name': '__keras_tensor__', 'config': {'shape': [null, 2], 'dtype': 'float32',"
        + " 'keras_history': ['"
        + layer
        + "', "
        + node
        + ", "
        + tensor
        + "]}}";
  }

  static Tensor ref(String layer, int node, int tensor) {
    return new Tensor(new KerasTensor(layer, node, tensor));
  }

  static Node onlyNode(Model model) {
    assertThat(model.nodes()).hasSize(1);
    return model.nodes().get(0);
  }

  private Topologies() {}
}
