package io.kerasport.formats.build;

import io.kerasport.build.Architecture;
import io.kerasport.formats.topology.TopologyReader;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.spi.ArchitectureSpelling;
import jakarta.inject.Inject;

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
    LayerNames names = new LayerNames(classes, whole);
    ObjectSpeller objects = new ObjectSpeller(classes);
    LayerSpeller layers = new LayerSpeller(classes, objects, names);
    return (part, shapes) -> {
      Config object = new ModelSpeller(objects, names, layers, shapes).model(part).config();
      return topology.read(object, KerasGeneration.KERAS_3, "model " + names.of(part));
    };
  }
}
