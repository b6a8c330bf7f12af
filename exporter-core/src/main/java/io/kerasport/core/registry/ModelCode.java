package io.kerasport.core.registry;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.ConfigException;
import java.util.function.Supplier;

/** Calls of the code of models: what it throws is reported with the model's name. */
public final class ModelCode {
  private ModelCode() {}

  /**
   * Makes a call.
   *
   * @param model the model's name
   */
  public static <T> T calledFor(String model, Supplier<T> call) {
    String place = "model " + model;
    try {
      return CustomObject.calledFor(place, call);
    } catch (ConfigException e) {
      throw new ModelFormatException("The configuration entry " + e.getMessage(), place, "", e);
    }
  }
}
