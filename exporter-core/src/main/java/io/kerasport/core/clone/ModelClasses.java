package io.kerasport.core.clone;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.spi.SubclassedModel;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Map;

/** The classes of models whose calls are code, by the names they are registered under. */
public final class ModelClasses {
  private final Registry<SubclassedModel> classes;

  @Inject
  ModelClasses(Map<String, Provider<SubclassedModel>> classes, CustomObjectScope scope) {
    this.classes = new Registry<>("class of a model", SubclassedModel.class, classes, scope);
  }

  /** Whether somebody knows a class. */
  public boolean contains(String className) {
    return classes.find(className).isPresent();
  }

  /**
   * The code of a class.
   *
   * @param model the name of the model, for messages
   * @throws UnsupportedModelException if nobody knows it
   */
  public SubclassedModel get(String className, String model) {
    return classes
        .find(className)
        .orElseThrow(
            () ->
                new UnsupportedModelException(
                    "The calls of model `" + model + "` are code that nobody has bound",
                    List.of(new Problem(classes.unknown(className), "model " + model)),
                    "Bind a SubclassedModel under that name, or give one with the custom objects"
                        + " of the call. See docs/extending.md."));
  }
}
