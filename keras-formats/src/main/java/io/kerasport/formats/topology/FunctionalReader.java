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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one functional model. */
final class FunctionalReader {
  private final SerializedLayer object;
  private final KerasGeneration generation;
  private final NestedReader nested;
  private final Place place;
  private final Map<String, ReadLayer> layers = new LinkedHashMap<>();
  private final Map<String, List<RawCall>> calls = new LinkedHashMap<>();

  FunctionalReader(
      SerializedLayer object, KerasGeneration generation, NestedReader nested, Place place) {
    this.object = object;
    this.generation = generation;
    this.nested = nested;
    this.place = place;
  }

  Model read() {
    Config config = object.config();
    readLayers(place.read(() -> config.list("layers")));
    readCalls();
    List<KerasTensor> inputs =
        References.flatten(config.get("input_layers"), place.key("input_layers"));
    List<KerasTensor> rawOutputs =
        References.flatten(config.get("output_layers"), place.key("output_layers"));
    CallCounts counts = counts(rawOutputs);
    List<KerasTensor> outputs = rawOutputs.stream().map(counts::inOutputs).toList();
    List<Node> nodes = nodes(counts);
    checkInputs(inputs);
    outputs.forEach(output -> check(output, place.key("output_layers")));
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

  private void readLayers(List<@Nullable Object> entries) {
    Place list = place.key("layers");
    for (int i = 0; i < entries.size(); i++) {
      ReadLayer read = nested.read(entries.get(i), list.item(i));
      if (layers.put(read.layer().name(), read) != null) {
        throw list.item(i).error("Two layers are called `" + read.layer().name() + "`");
      }
    }
  }

  private void readCalls() {
    Keras2Calls keras2 = new Keras2Calls(layers.keySet());
    for (ReadLayer read : layers.values()) {
      Place at = read.place().key("inbound_nodes");
      List<RawCall> found = new ArrayList<>();
      if (read.entry().has("inbound_nodes")) {
        List<@Nullable Object> values = at.read(() -> read.entry().list("inbound_nodes"));
        for (int i = 0; i < values.size(); i++) {
          Object value = values.get(i);
          found.add(
              value instanceof Config call && Keras3Calls.isCall(call)
                  ? Keras3Calls.read(call, at.item(i))
                  : keras2.read(value, at.item(i)));
        }
      }
      calls.put(read.layer().name(), found);
    }
  }

  private CallCounts counts(List<KerasTensor> outputs) {
    Map<String, Integer> callCounts = new LinkedHashMap<>();
    List<KerasTensor> references = new ArrayList<>();
    calls.forEach(
        (layer, made) -> {
          callCounts.put(layer, made.size());
          made.forEach(call -> references.addAll(call.references()));
        });
    List<Layer> all = layers.values().stream().map(ReadLayer::layer).toList();
    return new CallCounts(all, callCounts, references, outputs, generation);
  }

  private List<Node> nodes(CallCounts counts) {
    List<Node> nodes = new ArrayList<>();
    calls.forEach(
        (layer, made) -> {
          for (int i = 0; i < made.size(); i++) {
            RawCall call = made.get(i).map(counts::inCall);
            Place at = layers.get(layer).place().key("inbound_nodes").item(i);
            call.references().forEach(reference -> check(reference, at));
            nodes.add(new Node(layer, i, call.arguments(), call.keywordArguments()));
          }
        });
    return nodes;
  }

  private void checkInputs(List<KerasTensor> inputs) {
    for (KerasTensor input : inputs) {
      check(input, place.key("input_layers"));
      if (!layers.get(input.layer()).layer().isInput()) {
        throw place
            .key("input_layers")
            .error("The model's input `" + input.layer() + "` is no InputLayer");
      }
    }
  }

  private void check(KerasTensor reference, Place at) {
    ReadLayer target = layers.get(reference.layer());
    if (target == null) {
      throw at.error("A reference to `" + reference.layer() + "`, which is no layer of the model");
    }
    int made = target.layer().isInput() ? 1 : calls.get(reference.layer()).size();
    if (reference.node() >= made) {
      throw at.error(
          "A reference to call "
              + reference.node()
              + " of `"
              + reference.layer()
              + "`, which is called "
              + made
              + " times");
    }
    Optional<Integer> outputs =
        Optional.ofNullable(target.layer().nested()).map(model -> model.outputs().size());
    int known = target.layer().isInput() ? 1 : outputs.orElse(Integer.MAX_VALUE);
    if (reference.tensor() >= known) {
      throw at.error(
          "A reference to output "
              + reference.tensor()
              + " of `"
              + reference.layer()
              + "`, which has "
              + known);
    }
  }
}
