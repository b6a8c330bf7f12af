package io.kerasport.core.build;

import io.kerasport.build.Subclassed;
import io.kerasport.core.clone.ModelClasses;
import io.kerasport.core.registry.ModelCode;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.spi.ArchitectureSpelling;
import io.kerasport.spi.SubclassedModel;
import jakarta.inject.Inject;
import java.util.TreeMap;

/** The layers of models whose calls are code, as their classes give them. */
public final class SubclassedTopology {
  private final ModelClasses classes;
  private final ArchitectureSpelling spelling;

  @Inject
  SubclassedTopology(ModelClasses classes, ArchitectureSpelling spelling) {
    this.classes = classes;
    this.spelling = spelling;
  }

  /** Whether somebody knows the class of a model. */
  public boolean knows(Subclassed model) {
    return classes.contains(model.className());
  }

  /**
   * A model; its layers have no weights.
   *
   * @throws io.kerasport.export.UnsupportedModelException if nobody knows its class
   */
  public Model of(Subclassed model) {
    SubclassedModel code = classes.get(model.className(), model.name());
    Config config = model.config().orElse(Config.empty());
    return ModelCode.calledFor(
        model.name(),
        () ->
            spelling.subclassed(
                model,
                code.inputs(config),
                new TreeMap<>(code.layers(config)), // the order of a Map.of is never the same
                code.outputs(config)));
  }
}
