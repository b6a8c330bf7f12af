package io.kerasport.build.layer;

import io.kerasport.build.Settable;
import io.kerasport.model.KerasObject;

/** Settings of a layer with a kernel. */
interface KernelSettings<S> extends Settable<S> {
  /** Where the kernel starts, by its name. */
  default S kernelInitializer(String name) {
    return set("kernel_initializer", name);
  }

  /** Where the kernel starts, with settings of its own. */
  default S kernelInitializer(KerasObject object) {
    return set("kernel_initializer", object);
  }

  /** What penalizes the kernel, by its name. */
  default S kernelRegularizer(String name) {
    return set("kernel_regularizer", name);
  }

  /** What penalizes the kernel, with settings of its own. */
  default S kernelRegularizer(KerasObject object) {
    return set("kernel_regularizer", object);
  }

  /** What the kernel is kept to, by its name. */
  default S kernelConstraint(String name) {
    return set("kernel_constraint", name);
  }

  /** What the kernel is kept to, with settings of its own. */
  default S kernelConstraint(KerasObject object) {
    return set("kernel_constraint", object);
  }
}
