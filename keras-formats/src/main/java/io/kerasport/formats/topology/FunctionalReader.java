package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one functional model. */
final class FunctionalReader {
  private final SerializedLayer object;
  private final KerasGeneration generation;
  private final NestedReader nested;
  private final Place place;

  FunctionalReader(
      SerializedLayer object, KerasGeneration generation, NestedReader nested, Place place) {
    this.object = object;
    this.generation = generation;
    this.nested = nested;
    this.place = place;
  }

  Model read() {
    Config config = object.config();
    Place inputPlace = place.key("input_layers");
    Place outputPlace = place.key("output_layers");
    Map<String, ReadLayer> layers = readLayers();
    Map<String, CalledLayer> called = readCalls(layers);
    List<KerasTensor> inputs = References.flatten(config.get("input_layers"), inputPlace);
    List<KerasTensor> rawOutputs = References.flatten(config.get("output_layers"), outputPlace);
    CallCounts counts = new CallCounts(called.values(), rawOutputs, generation);
    List<KerasTensor> outputs = rawOutputs.stream().map(counts::inOutputs).toList();

    ReferenceCheck check = new ReferenceCheck(called);
    List<Node> nodes = nodes(called, counts, check);
    check.checkInputs(inputs, inputPlace);
    outputs.forEach(output -> check.check(output, outputPlace));
    check.report(object.name());
    return new Model(
        object.name(),
        Model.Kind.FUNCTIONAL,
        generation,
        layers.values().stream().map(ReadLayer::layer).toList(),
        NodeOrder.sorted(nodes, place.key("layers")),
        inputs,
        outputs,
        object.entry(),
        CompileConfig.of(object.entry()));
  }

  private Map<String, ReadLayer> readLayers() {
    Place list = place.key("layers");
    List<@Nullable Object> entries = list.read(() -> object.config().list("layers"));
    Map<String, ReadLayer> layers = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      ReadLayer read = nested.read(entries.get(i), list.item(i));
      if (layers.put(read.layer().name(), read) != null) {
        throw list.item(i).error("Two layers are called `" + read.layer().name() + "`");
      }
    }
    return layers;
  }

  private static Map<String, CalledLayer> readCalls(Map<String, ReadLayer> layers) {
    Keras2Calls keras2 = new Keras2Calls(layers.keySet());
    Map<String, CalledLayer> called = new LinkedHashMap<>();
    layers.forEach(
        (name, read) -> {
          List<RawCall> calls = new ArrayList<>();
          Place at = read.place().key("inbound_nodes");
          List<@Nullable Object> values =
              read.entry().has("inbound_nodes")
                  ? at.read(() -> read.entry().list("inbound_nodes"))
                  : List.of();
          for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            calls.add(
                value instanceof Config call && Keras3Calls.isCall(call)
                    ? Keras3Calls.read(call, at.item(i))
                    : keras2.read(value, keepsStructure(read.layer()), at.item(i)));
          }
          called.put(name, new CalledLayer(read, calls));
        });
    return called;
  }

  /** Layers that Keras 2 makes of TensorFlow's own functions take a list of one as a list. */
  private static boolean keepsStructure(Layer layer) {
    return SerializedLayer.isFunction(layer.className())
        || layer.className().equals("TensorFlowOpLayer");
  }

  private static List<Node> nodes(
      Map<String, CalledLayer> called, CallCounts counts, ReferenceCheck check) {
    List<Node> nodes = new ArrayList<>();
    called.forEach(
        (name, layer) -> {
          for (int i = 0; i < layer.calls().size(); i++) {
            Place at = layer.read().place().key("inbound_nodes").item(i);
            RawCall call = layer.calls().get(i).map(counts::inCall);
            Model model = layer.read().layer().nested();
            if (model != null && layer.read().layer().isModel()) {
              call = DictCalls.ordered(call, model, at);
            }
            call.references().forEach(reference -> check.check(reference, at));
            nodes.add(new Node(name, i, call.arguments(), call.keywordArguments()));
          }
        });
    return nodes;
  }
}
