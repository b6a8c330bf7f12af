package io.kerasport.graph;

import io.kerasport.model.Shape;

/**
 * Resampling of images in the layout NHWC, with half-pixel centres as Keras has them; see {@link
 * Ops}. Every size is a vector of int32: height and width.
 */
public final class ImageOps {
  private final Ops tf;

  ImageOps(Ops tf) {
    this.tf = tf;
  }

  /** Keeps the element type. */
  public Operand resizeNearest(Operand images, Operand size) {
    return resize("ResizeNearestNeighbor", images, size)
        .attr("half_pixel_centers", Attr.of(true))
        .buildOutput();
  }

  /** Gives float32. */
  public Operand resizeBilinear(Operand images, Operand size) {
    return resize("ResizeBilinear", images, size)
        .attr("half_pixel_centers", Attr.of(true))
        .buildOutput();
  }

  /** Gives float32. */
  public Operand resizeBicubic(Operand images, Operand size) {
    return resize("ResizeBicubic", images, size)
        .attr("half_pixel_centers", Attr.of(true))
        .buildOutput();
  }

  /** Gives float32. */
  public Operand resizeArea(Operand images, Operand size) {
    return resize("ResizeArea", images, size).buildOutput();
  }

  /**
   * Resamples with a kernel that does not widen when images shrink. Gives float32.
   *
   * @param scale float32: the factors for height and width
   * @param kernel such as {@code lanczos3}
   */
  public Operand scaleAndTranslate(Operand images, Operand size, Operand scale, String kernel) {
    return scaleAndTranslate(images, size, scale, kernel, false);
  }

  /**
   * The same with a kernel that may widen when images shrink.
   *
   * @param antialias whether it does
   */
  public Operand scaleAndTranslate(
      Operand images, Operand size, Operand scale, String kernel, boolean antialias) {
    return tf.graph()
        .node("ScaleAndTranslate")
        .input(images)
        .input(size)
        .input(scale)
        .input(tf.constant(TensorValue.ofFloats(Shape.of(2), 0, 0)))
        .attr("kernel_type", Attr.of(kernel))
        .attr("antialias", Attr.of(antialias))
        .buildOutput();
  }

  private NodeBuilder resize(String type, Operand images, Operand size) {
    return tf.graph().node(type).input(images).input(size);
  }
}
