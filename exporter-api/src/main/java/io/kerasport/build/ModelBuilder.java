package io.kerasport.build;

import io.kerasport.model.Model;

/** Makes models of their descriptions. */
public interface ModelBuilder {
  /** Builds a model with seed 0. */
  default Model build(Architecture architecture) {
    return build(architecture, BuildOptions.defaults());
  }

  /**
   * Builds a model: its configuration is what Keras 3 would write of it, and its weights come from
   * its layers' initializers. They are drawn when they are read, always alike.
   *
   * @throws io.kerasport.export.ModelFormatException if a layer has no such setting, or lacks one
   * @throws io.kerasport.export.UnsupportedModelException if a layer has no serializer
   * @throws io.kerasport.export.ExportException if a layer does not fit the shapes it is called
   *     with; the message names the layer
   */
  Model build(Architecture architecture, BuildOptions options);
}
