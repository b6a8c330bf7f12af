package io.kerasport.purejava.shape;

import java.util.Optional;

/** The ops whose results are computed while a graph is built, because shapes depend on them. */
final class ConstantKernels {
  private ConstantKernels() {}

  /** The kernel of an op. */
  static Optional<ConstantKernel> find(String type) {
    ConstantKernel arithmetic = ConstantArithmetic.find(type);
    return Optional.ofNullable(arithmetic == null ? ConstantArrays.find(type) : arithmetic);
  }
}
