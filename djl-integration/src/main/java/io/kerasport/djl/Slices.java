package io.kerasport.djl;

import io.kerasport.model.Config;
import org.jspecify.annotations.Nullable;

/** Slices as Keras 3 writes them. */
final class Slices {
  private Slices() {}

  static Config all() {
    return of(null, null, null);
  }

  static Config of(@Nullable Long start, @Nullable Long stop, @Nullable Long step) {
    return LayerGraph.object(
        "__slice__", Config.empty().with("start", start).with("stop", stop).with("step", step));
  }
}
