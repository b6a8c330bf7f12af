package io.kerasport.build.layer;

import io.kerasport.build.Settable;
import io.kerasport.model.KerasObject;

/** Settings of a layer with a bias. */
interface BiasSettings<S> extends Settable<S> {
  /** Where the bias starts, by its name. */
  default S biasInitializer(String name) {
    return set("bias_initializer", name);
  }

  /** Where the bias starts, with settings of its own. */
  default S biasInitializer(KerasObject object) {
    return set("bias_initializer", object);
  }

  /** What penalizes the bias, by its name. */
  default S biasRegularizer(String name) {
    return set("bias_regularizer", name);
  }

  /** What penalizes the bias, with settings of its own. */
  default S biasRegularizer(KerasObject object) {
    return set("bias_regularizer", object);
  }

  /** What the bias is kept to, by its name. */
  default S biasConstraint(String name) {
    return set("bias_constraint", name);
  }

  /** What the bias is kept to, with settings of its own. */
  default S biasConstraint(KerasObject object) {
    return set("bias_constraint", object);
  }

  /** Leaves the bias out. */
  default S withoutBias() {
    return set("use_bias", false);
  }
}
