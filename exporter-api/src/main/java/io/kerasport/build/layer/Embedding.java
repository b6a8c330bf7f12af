package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;
import io.kerasport.model.KerasObject;

/** A trained vector for each of a number of integers. */
public final class Embedding extends KerasLayer<Embedding> {
  private Embedding() {
    super("Embedding");
  }

  /** Vectors for the integers from 0 up to but without {@code inputs}. */
  public static Embedding of(long inputs, long vectorSize) {
    return new Embedding().set("input_dim", inputs).set("output_dim", vectorSize);
  }

  /** Takes 0 for steps that are not there; later layers leave them out. */
  public Embedding maskZero() {
    return set("mask_zero", true);
  }

  /** Where the vectors start, by its name. */
  public Embedding embeddingsInitializer(String name) {
    return set("embeddings_initializer", name);
  }

  /** Where the vectors start, with settings of its own. */
  public Embedding embeddingsInitializer(KerasObject object) {
    return set("embeddings_initializer", object);
  }
}
