package io.kerasport.spi;

/** The kinds of optimizers that differ in how checkpoints hold their variables. */
public enum OptimizerFamily {
  /** Those of {@code tf.compat.v1.train}, wrapped by Keras: {@code optimizer/optimizer/…}. */
  TF_TRAIN,
  /** Keras 2 before 2.11 and {@code optimizers.legacy}: slots beside variables, {@code iter}. */
  KERAS_2_LEGACY,
  /** Keras 2 from 2.11 on: a list {@code _variables} of what its files hold, all else by name. */
  KERAS_2,
  /** Keras 3: a list {@code _variables} of everything. */
  KERAS_3
}
