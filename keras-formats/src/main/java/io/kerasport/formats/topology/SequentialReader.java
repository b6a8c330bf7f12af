package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.DTypePolicy;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Sequential model as a chain of calls. An input layer that the file leaves out is put in
 * front, named as Keras 2 names it.
 */
final class SequentialReader {
  private final SerializedLayer object;
  private final KerasGeneration generation;
  private final NestedReader nested;
  private final Place place;
  private final boolean inner;

  SequentialReader(
      SerializedLayer object,
      KerasGeneration generation,
      NestedReader nested,
      Place place,
      boolean inner) {
    this.object = object;
    this.generation = generation;
    this.nested = nested;
    this.place = place;
    this.inner = inner;
  }

  Model read() {
    List<Layer> layers = readLayers();
    if (layers.isEmpty()) {
      throw place.key("layers").error("The Sequential model has no layers");
    }
    if (!layers.get(0).isInput()) {
      layers.add(0, inputFor(layers.get(0)));
    }
    List<Node> nodes = new ArrayList<>();
    KerasTensor at = new KerasTensor(layers.get(0).name(), 0, 0);
    KerasTensor input = at;
    for (Layer layer : layers.subList(1, layers.size())) {
      nodes.add(Node.of(layer.name(), 0, List.of(at)));
      at = new KerasTensor(layer.name(), 0, 0);
    }
    return new Model(
        object.name(),
        Model.Kind.SEQUENTIAL,
        generation,
        layers,
        nodes,
        List.of(input),
        List.of(at),
        object.entry(),
        CompileConfig.of(object.entry()));
  }

  private List<Layer> readLayers() {
    Place list = place.key("layers");
    List<@Nullable Object> entries = list.read(() -> object.config().list("layers"));
    List<Layer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Layer layer = nested.read(entries.get(i), list.item(i)).layer();
      if (!names.add(layer.name())) {
        throw list.item(i).error("Two layers are called `" + layer.name() + "`");
      }
      if (i > 0 && layer.isInput()) {
        throw list.item(i).error("The input layer `" + layer.name() + "` is not the first layer");
      }
      layers.add(layer);
    }
    return layers;
  }

  private Layer inputFor(Layer first) {
    Optional<List<?>> shape = inputShape(first);
    if (shape.isEmpty() && !inner) {
      throw place.error(
          "The Sequential model `" + object.name() + "` was saved before its input shape was known",
          "Give the input shape, too (--input-shape on the command line), or call the model once and"
              + " save it again.");
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    String key = generation == KerasGeneration.KERAS_2 ? "batch_input_shape" : "batch_shape";
    shape.ifPresent(known -> config.put(key, known));
    config.put("dtype", inputDType(first));
    config.put("sparse", false);
    config.put("ragged", false);
    String name = first.name() + "_input";
    config.put("name", name);
    return new Layer(name, "InputLayer", null, Config.of(config), Optional.empty(), null);
  }

  private Optional<List<?>> inputShape(Layer first) {
    return InputShape.ofLayer(configOfInput(first)).or(() -> InputShape.ofModel(object));
  }

  private String inputDType(Layer first) {
    Config config = configOfInput(first);
    return place.read(() -> DTypePolicy.of(config.get("dtype")).variable().kerasName());
  }

  private static Config configOfInput(Layer first) {
    Model model = first.nested();
    return model == null || !first.isModel()
        ? first.config()
        : model.layer(inputOf(model)).config();
  }

  private static String inputOf(Model model) {
    return model.inputs().get(0).layer();
  }
}
