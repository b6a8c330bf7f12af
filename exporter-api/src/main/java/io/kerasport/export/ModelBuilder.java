package io.kerasport.export;

import io.kerasport.build.Architecture;
import io.kerasport.build.Subclassed;
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
   * @throws ModelFormatException if a layer has no such setting, or lacks one
   * @throws UnsupportedModelException if a layer has no serializer
   * @throws ExportException if a layer does not fit the shapes it is called with; the message names
   *     the layer
   */
  Model build(Architecture architecture, BuildOptions options);

  /** Builds a model whose call is code, with seed 0. */
  default Model build(Subclassed model) {
    return build(model, BuildOptions.defaults());
  }

  /**
   * Builds a model whose call is code. It can be exported for serving only.
   *
   * @throws UnsupportedModelException if nobody knows its class, or one of its layers has no
   *     serializer
   * @throws ExportException if its code does not fit what it is called with
   */
  Model build(Subclassed model, BuildOptions options);
}
