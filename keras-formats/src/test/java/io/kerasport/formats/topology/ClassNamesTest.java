package io.kerasport.formats.topology;

import static io.kerasport.formats.topology.Topologies.X;
import static io.kerasport.formats.topology.Topologies.function;
import static io.kerasport.formats.topology.Topologies.functional;
import static io.kerasport.formats.topology.Topologies.keras2;
import static io.kerasport.formats.topology.Topologies.keras3;
import static io.kerasport.formats.topology.Topologies.layer;
import static io.kerasport.formats.topology.Topologies.read;
import static io.kerasport.formats.topology.Topologies.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import org.junit.jupiter.api.Test;

/** Which class an entry is of: a layer, an operation, a function, a class of the user. */
final class ClassNamesTest {
  @Test
  void keras2FunctionsAreCalledByTensorFlowsName() {
    String add = function("TFOpLambda", "math.add", "a", "[['x', 0, 0, {'y': 2.0}]]");
    String slice =
        function(
            "SlicingOpLambda", "__operators__.getitem", "s", "[['a', 0, 0, {'slice_spec': 0}]]");
    Model model = keras2(add + ", " + slice, "[['s', 0, 0]]");

    assertThat(model.layer("a").className()).isEqualTo("tf.math.add");
    assertThat(model.layer("s").className()).isEqualTo("tf.__operators__.getitem");
  }

  @Test
  void keras2FunctionsNeedAName() {
    assertThatThrownBy(
            () -> keras2(layer("TFOpLambda", "a", "[['x', 0, 0, {'y': 2.0}]]"), "[['a', 0, 0]]"))
        .hasMessageContainingAll("`function` should be a string", "layers[1]");
  }

  @Test
  void aBareOperationIsToldFromTheLayerOfItsNameByItsModule() {
    String operation =
        "{'module': 'keras.src.ops.numpy', 'class_name': 'Multiply', 'config': {'name': 'o'},"
            + " 'registered_name': 'Multiply', 'name': 'o', 'inbound_nodes': [{'args': ["
            + tensor("x", 0, 0)
            + ", 2.0], 'kwargs': {}}]}";
    String layer =
        "{'module': 'keras.layers', 'class_name': 'Multiply', 'config': {'name': 'l'},"
            + " 'registered_name': null, 'name': 'l', 'inbound_nodes': [{'args': [["
            + tensor("x", 0, 0)
            + "]], 'kwargs': {}}]}";
    Model model = keras3(operation + ", " + layer, "[['o', 0, 0], ['l', 0, 0]]");

    assertThat(model.layer("o").className()).isEqualTo("keras.ops.Multiply");
    assertThat(model.layer("o").registeredName()).isNull();
    assertThat(model.layer("l").className()).isEqualTo("Multiply");
  }

  @Test
  void withoutAModuleABareOperationIsToldByWhatEveryLayerHas() {
    String operation =
        "{'class_name': 'Multiply', 'config': {'name': 'o'}, 'name': 'o', 'inbound_nodes':"
            + " [{'args': ["
            + tensor("x", 0, 0)
            + ", 2.0], 'kwargs': {}}]}";
    Model model =
        keras3(
            operation + ", " + layer("Multiply", "l", "[{'args': [" + tensor("x", 0, 0) + "]}]"),
            "[['o', 0, 0], ['l', 0, 0]]");

    assertThat(model.layer("o").className()).isEqualTo("keras.ops.Multiply");
    assertThat(model.layer("l").className()).isEqualTo("Multiply");
  }

  @Test
  void customClassesKeepTheirRegisteredName() {
    String old = layer("pack>Old", "old", "[[['x', 0, 0, {}]]]");
    String current =
        "{'module': 'mine', 'class_name': 'New', 'registered_name': 'pack>New', 'config': {'name':"
            + " 'new'}, 'name': 'new', 'inbound_nodes': [[['x', 0, 0, {}]]]}";
    Model model = keras2(old + ", " + current, "[['old', 0, 0], ['new', 0, 0]]");

    assertThat(model.layer("old").className()).isEqualTo("Old");
    assertThat(model.layer("old").registeredName()).isEqualTo("pack>Old");
    assertThat(model.layer("new").className()).isEqualTo("New");
    assertThat(model.layer("new").registeredName()).isEqualTo("pack>New");
  }

  @Test
  void aLambdaIsReadWithoutLookingAtItsCode() {
    String lambda =
        "{'class_name': 'Lambda', 'config': {'name': 'f', 'trainable': true, 'function':"
            + " {'class_name': '__lambda__', 'config': {'code': 'not even base64!'}}}, 'name': 'f',"
            + " 'inbound_nodes': [{'args': ["
            + tensor("x", 0, 0)
            + "]}]}";

    assertThat(keras3(lambda, "['f', 0, 0]").layer("f").className()).isEqualTo("Lambda");
  }

  @Test
  void aSubclassedModelIsUnsupportedAndTheWayOutIsNamed() {
    String object = "{'class_name': 'MyModel', 'config': {'name': 'mine', 'units': 3}}";

    assertThatThrownBy(() -> read(KerasGeneration.KERAS_3, object))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("`MyModel` is not a Sequential or functional model")
        .hasMessageContaining("rebuild it as a functional model");
  }

  @Test
  void aSubclassOfTheFunctionalModelIsReadByItsLayers() {
    String object =
        functional(X + ", " + layer("Dense", "d", "[[['x', 0, 0, {}]]]"), "[['d', 0, 0]]")
            .replace("'Functional'", "'Backbone'");

    assertThat(read(KerasGeneration.KERAS_2, object).kind()).isEqualTo(Model.Kind.FUNCTIONAL);
  }
}
