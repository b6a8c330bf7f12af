package io.kerasport.export;

/** The stable name of a kind of failure. {@code docs/errors.md} has a paragraph on each. */
public enum ErrorId {
  /** A file is not a Keras model that Kerasport can read. */
  MODEL_FORMAT,
  /** A layer class, activation or feature has no counterpart here. */
  UNSUPPORTED_MODEL,
  /** Stored weights do not fit the layers: missing, superfluous or of the wrong shape. */
  WEIGHT_MISMATCH,
  /** Losses, metrics or optimizer do not fit the model's outputs. */
  COMPILE_CONFIG,
  /** Inputs or outputs do not give a valid signature. */
  SIGNATURE,
  /** A checkpoint is damaged, incomplete or of another form. */
  CHECKPOINT_FORMAT,
  /** A directory is not a SavedModel that Kerasport can read. */
  SAVED_MODEL_FORMAT,
  /** The directory to write exists and is in use, or cannot be written. */
  TARGET,
  /** A backend does not exist or cannot start. */
  BACKEND,
  /** The configuration of Kerasport itself is wrong. */
  CONFIGURATION,
  /** Data to run a model with does not fit its signature, or TensorFlow fails while it runs. */
  RUN,
  /** A custom object given for one call threw an exception. */
  CUSTOM_OBJECT,
  /** A graph node contradicts its op: arity, attribute, element type or shape. */
  GRAPH,
  /** An op between the loss and a variable has no gradient rule, or its rule is wrong. */
  GRADIENT
}
