package io.kerasport.run;

/** Where a model runs. */
public enum Device {
  /** Where TensorFlow chooses: on a GPU if there is one and its library knows it. */
  AUTO,

  /** On the CPU; GPUs are left alone. */
  CPU,

  /** On a GPU; without one the model does not run. */
  GPU
}
