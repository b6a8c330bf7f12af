package io.kerasport.formats.build;

import io.kerasport.build.Architecture;
import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.Subclassed;
import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.spi.ArchitectureSpelling;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes described models down, and reads them as any other. */
public final class Keras3Spelling implements ArchitectureSpelling {
  private final KerasClasses classes;
  private final TopologyReader topology;

  @Inject
  Keras3Spelling(KerasClasses classes, TopologyReader topology) {
    this.classes = classes;
    this.topology = topology;
  }

  @Override
  public Spelled begin(Architecture whole) {
    LayerNames names = new LayerNames(classes, List.of(whole), Map.of());
    return (part, shapes) -> {
      Config object = speller(names, shapes).model(part).config();
      return topology.read(object, KerasGeneration.KERAS_3, "model " + names.of(part));
    };
  }

  private ModelSpeller speller(LayerNames names, TracedShapes shapes) {
    ObjectSpeller objects = new ObjectSpeller(classes);
    return new ModelSpeller(objects, names, new LayerSpeller(classes, objects, names), shapes);
  }

  @Override
  public Model subclassed(
      Subclassed model, List<Input> inputs, Map<String, Block> layers, List<String> outputs) {
    Map<Block, String> attributes = new IdentityHashMap<>();
    layers.forEach((attribute, layer) -> attributes.put(layer, attribute));
    LayerNames names = new LayerNames(classes, layers.values(), attributes);
    ModelSpeller speller = speller(names, (part, tensor) -> Optional.empty());
    List<Layer> all = new ArrayList<>();
    for (Input input : inputs) {
      String name = named(input, model);
      all.add(layer(speller.input(input).config(), name));
    }
    layers.forEach(
        (attribute, block) -> all.add(layer(speller.block(block, null).config(), attribute)));
    Config config = model.config().orElse(Config.empty());
    all.add(
        new Layer(
            model.name(),
            bare(model.className()),
            model.className(),
            config,
            Optional.empty(),
            null));
    return new Model(
        model.name(),
        Model.Kind.SUBCLASSED,
        KerasGeneration.KERAS_3,
        all,
        List.of(),
        inputs.stream().map(input -> new KerasTensor(named(input, model), 0, 0)).toList(),
        outputs.stream().map(output -> new KerasTensor(output, 0, 0)).toList(),
        model
            .config()
            .map(stated -> Fields.customObject(model.className(), stated).config())
            .orElse(Config.empty()),
        Optional.empty());
  }

  private Layer layer(Config object, String name) {
    return topology.layer(object, KerasGeneration.KERAS_3, "layer " + name);
  }

  private static String named(Input input, Subclassed model) {
    return input
        .name()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "An input has no name", "model " + model.name(), "Name it.", null));
  }

  private static String bare(String registeredName) {
    return registeredName.substring(registeredName.lastIndexOf('>') + 1);
  }
}
