package io.kerasport.model;

/**
 * The generation of Keras that wrote a model. It decides the meaning of a configuration where the
 * two differ, for instance in {@code hard_sigmoid}.
 */
public enum KerasGeneration {
  /** Keras 2, tf.keras up to TensorFlow 2.15, and tf_keras. */
  KERAS_2,
  /** Keras 3. */
  KERAS_3
}
