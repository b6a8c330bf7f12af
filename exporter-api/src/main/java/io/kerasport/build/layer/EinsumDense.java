package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Sums of products by an equation, such as {@code abc,cd->abd}. */
public final class EinsumDense extends KerasLayer<EinsumDense>
    implements ActivationSetting<EinsumDense>,
        KernelSettings<EinsumDense>,
        BiasSettings<EinsumDense> {
  private EinsumDense() {
    super("EinsumDense");
  }

  /**
   * A layer without a bias.
   *
   * @param equation of the input and the kernel, as in {@code einsum}
   * @param outputShape without the batch; -1 where a size is that of the input
   */
  public static EinsumDense of(String equation, long... outputShape) {
    return new EinsumDense()
        .set("equation", equation)
        .set("output_shape", Sizes.nullForOpen(outputShape));
  }

  /** Adds a bias over these axes of the output, such as {@code d}. */
  public EinsumDense biasAxes(String axes) {
    return set("bias_axes", axes);
  }
}
