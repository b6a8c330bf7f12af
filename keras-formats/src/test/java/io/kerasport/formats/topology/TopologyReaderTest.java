package io.kerasport.formats.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.model.CallArgument;
import io.kerasport.model.CallArgument.Constant;
import io.kerasport.model.CallArgument.Mapping;
import io.kerasport.model.CallArgument.Sequence;
import io.kerasport.model.CallArgument.Tensor;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Configurations are written with single quotes. */
class TopologyReaderTest {
  private static final String X =
      "{'class_name': 'InputLayer', 'config': {'batch_shape': [null, 2], 'dtype': 'float32',"
          + " 'name': 'x'}, 'name': 'x', 'inbound_nodes': []}";

  private static Model read(KerasGeneration generation, String object) {
    byte[] json = object.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new TopologyReader()
        .read(new JsonReader().read(json, "test"), generation, "model.keras!config.json");
  }

  private static String functional(String layers, String outputs) {
    return "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
        + layers
        + "], 'input_layers': [['x', 0, 0]], 'output_layers': "
        + outputs
        + "}}";
  }

  private static Model keras2(String layers, String outputs) {
    return read(KerasGeneration.KERAS_2, functional(X + ", " + layers, outputs));
  }

  private static Model keras3(String layers, String outputs) {
    return read(KerasGeneration.KERAS_3, functional(X + ", " + layers, outputs));
  }

  private static String layer(String className, String name, String inboundNodes) {
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

  private static String function(
      String className, String function, String name, String inboundNodes) {
    return layer(className, name, inboundNodes)
        .replace("'trainable': true", "'trainable': true, 'function': '" + function + "'");
  }

  private static String tensor(String layer, int node, int tensor) {
    return "{'class_name': '__keras_tensor__', 'config': {'shape': [null, 2], 'dtype': 'float32',"
        + " 'keras_history': ['"
        + layer
        + "', "
        + node
        + ", "
        + tensor
        + "]}}";
  }

  private static Tensor ref(String layer, int node, int tensor) {
    return new Tensor(new KerasTensor(layer, node, tensor));
  }

  private static Node onlyNode(Model model) {
    assertThat(model.nodes()).hasSize(1);
    return model.nodes().get(0);
  }

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
  void aChainOfAHundredThousandCallsIsOrdered() {
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
