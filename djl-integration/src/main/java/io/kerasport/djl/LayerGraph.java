package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import io.kerasport.model.CallArgument;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the layers and calls of a functional model of Keras 3, and its configuration. */
final class LayerGraph {
  /** Nothing here is newer than the first release of Keras 3. */
  private static final String WRITTEN_FOR = "3.0.0";

  private final List<Layer> layers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<KerasTensor> inputs = new ArrayList<>();
  private final List<@Nullable Object> entries = new ArrayList<>();
  private final Map<KerasTensor, Config> tensors = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** Adds an input. */
  KerasTensor input(String name, Shape shape, String dtype) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("batch_shape", Axes.config(shape));
    config.put("dtype", dtype);
    config.put("sparse", false);
    config.put("ragged", false);
    config.put("name", name);
    names.add(name);
    add(LayerSpec.layer("InputLayer"), name, Config.of(config), List.of());
    KerasTensor tensor = tensor(name, shape, dtype);
    inputs.add(tensor);
    return tensor;
  }

  /**
   * Adds a layer with its one call.
   *
   * @param name what to call it; made unique
   * @param shape of what comes out
   * @param dtype of what comes out, by Keras' name
   */
  KerasTensor call(
      LayerSpec spec,
      String name,
      Map<String, @Nullable Object> identity,
      Node call,
      Shape shape,
      String dtype) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.putAll(identity);
    config.putAll(spec.config());
    Map<String, @Nullable Object> inbound = new LinkedHashMap<>();
    inbound.put("args", call.arguments().stream().map(this::written).toList());
    Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
    call.keywordArguments().forEach((key, value) -> keywords.put(key, written(value)));
    inbound.put("kwargs", Config.of(keywords));
    nodes.add(call);
    add(spec, name, Config.of(config), List.of(Config.of(inbound)));
    return tensor(name, shape, dtype);
  }

  /** A name no layer has yet. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private void add(LayerSpec spec, String name, Config config, List<Config> inbound) {
    String className = spec.isOperation() ? "keras.ops." + spec.className() : spec.className();
    layers.add(
        new Layer(
            name, className, spec.registeredName(), config, Optional.of(spec.weights()), null));
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("module", spec.module());
    entry.put("class_name", spec.className());
    entry.put("config", config);
    entry.put("registered_name", spec.isOperation() ? spec.className() : spec.registeredName());
    entry.put("name", name);
    entry.put("inbound_nodes", inbound);
    entries.add(Config.of(entry));
  }

  private KerasTensor tensor(String layer, Shape shape, String dtype) {
    KerasTensor tensor = new KerasTensor(layer, 0, 0);
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("shape", Axes.config(shape));
    config.put("dtype", dtype);
    config.put("keras_history", history(tensor));
    tensors.put(tensor, object("__keras_tensor__", Config.of(config)));
    return tensor;
  }

  private @Nullable Object written(CallArgument argument) {
    if (argument instanceof CallArgument.Tensor tensor) {
      return tensors.get(tensor.tensor());
    }
    if (argument instanceof CallArgument.Sequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(written(item)));
      return items;
    }
    if (argument instanceof CallArgument.Mapping mapping) {
      Map<String, @Nullable Object> items = new LinkedHashMap<>();
      mapping.entries().forEach((key, item) -> items.put(key, written(item)));
      return Config.of(items);
    }
    return ((CallArgument.Constant) argument).value();
  }

  private static List<Object> history(KerasTensor tensor) {
    return List.of(tensor.layer(), (long) tensor.node(), (long) tensor.tensor());
  }

  /** An object of a configuration. */
  static Config object(String className, Config config) {
    return Config.empty().with("class_name", className).with("config", config);
  }

  Model model(String name, List<KerasTensor> outputs) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("trainable", true);
    config.put("layers", entries);
    config.put("input_layers", inputs.stream().map(LayerGraph::history).toList());
    config.put("output_layers", outputs.stream().map(LayerGraph::history).toList());
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("module", "keras.src.models.functional");
    source.put("class_name", "Functional");
    source.put("config", Config.of(config));
    source.put("registered_name", "Functional");
    source.put("keras_version", WRITTEN_FOR);
    return new Model(
        name,
        Model.Kind.FUNCTIONAL,
        KerasGeneration.KERAS_3,
        layers,
        nodes,
        inputs,
        outputs,
        Config.of(source),
        Optional.empty());
  }
}
