package io.kerasport.graph;

import io.kerasport.model.Shape;
import java.util.List;

/**
 * TensorFlow's neural network ops; see {@link Ops}. Images are in the layout NHWC, filters are
 * (height, width, input channels, output channels), padding is {@code SAME} or {@code VALID}.
 */
public final class NnOps {
  private final GraphBuilder graph;

  NnOps(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Adds a vector along the last axis. */
  public Operand biasAdd(Operand x, Operand bias) {
    return graph.node("BiasAdd").input(x).input(bias).buildOutput();
  }

  public Operand relu(Operand x) {
    return unary("Relu", x);
  }

  public Operand relu6(Operand x) {
    return unary("Relu6", x);
  }

  public Operand elu(Operand x) {
    return unary("Elu", x);
  }

  public Operand selu(Operand x) {
    return unary("Selu", x);
  }

  public Operand leakyRelu(Operand x, double slope) {
    return graph.node("LeakyRelu").input(x).attr("alpha", Attr.of((float) slope)).buildOutput();
  }

  /** Over the last axis. */
  public Operand softmax(Operand x) {
    return unary("Softmax", x);
  }

  /** Over the last axis. */
  public Operand logSoftmax(Operand x) {
    return unary("LogSoftmax", x);
  }

  public Operand softplus(Operand x) {
    return unary("Softplus", x);
  }

  public Operand softsign(Operand x) {
    return unary("Softsign", x);
  }

  /**
   * A convolution. A filter with fewer input channels than the image makes it a grouped one.
   *
   * @param strides for height and width
   * @param dilations for height and width
   */
  public Operand conv2d(
      Operand x, Operand filter, List<Long> strides, String padding, List<Long> dilations) {
    return graph
        .node("Conv2D")
        .input(x)
        .input(filter)
        .attr("strides", spatial(strides))
        .attr("padding", Attr.of(padding))
        .attr("dilations", spatial(dilations))
        .buildOutput();
  }

  /**
   * A convolution of every channel by itself. The filter's last axis counts the outputs of each
   * channel.
   */
  public Operand depthwiseConv2d(Operand x, Operand filter, List<Long> strides, String padding) {
    return graph
        .node("DepthwiseConv2dNative")
        .name("depthwise")
        .input(x)
        .input(filter)
        .attr("strides", spatial(strides))
        .attr("padding", Attr.of(padding))
        .buildOutput();
  }

  public Operand maxPool(Operand x, List<Long> window, List<Long> strides, String padding) {
    return pool("MaxPool", x, window, strides, padding);
  }

  public Operand avgPool(Operand x, List<Long> window, List<Long> strides, String padding) {
    return pool("AvgPool", x, window, strides, padding);
  }

  private Operand pool(
      String type, Operand x, List<Long> window, List<Long> strides, String padding) {
    return graph
        .node(type)
        .input(x)
        .attr("ksize", spatial(window))
        .attr("strides", spatial(strides))
        .attr("padding", Attr.of(padding))
        .buildOutput();
  }

  /**
   * Batch normalization of images with given statistics.
   *
   * @return the normalized images
   */
  public Operand fusedBatchNorm(
      Operand x, Operand scale, Operand offset, Operand mean, Operand variance, double epsilon) {
    return fusedBatchNorm(x, scale, offset, mean, variance, epsilon, false);
  }

  /**
   * Batch normalization of images with the statistics of the batch.
   *
   * @return the normalized images; the operation's outputs 1 and 2 are the batch's mean and
   *     unbiased variance
   */
  public Operand fusedBatchNormInTraining(
      Operand x, Operand scale, Operand offset, double epsilon) {
    Operand none =
        graph
            .node("Const")
            .attr("dtype", Attr.of(scale.dtype()))
            .attr("value", Attr.of(TensorValue.ofNumbers(scale.dtype(), Shape.of(0))))
            .buildOutput();
    return fusedBatchNorm(x, scale, offset, none, none, epsilon, true);
  }

  private Operand fusedBatchNorm(
      Operand x,
      Operand scale,
      Operand offset,
      Operand mean,
      Operand variance,
      double epsilon,
      boolean training) {
    return graph
        .node("FusedBatchNormV3")
        .input(x)
        .input(scale)
        .input(offset)
        .input(mean)
        .input(variance)
        .attr("epsilon", Attr.of((float) epsilon))
        .attr("is_training", Attr.of(training))
        .buildOutput();
  }

  private Operand unary(String type, Operand x) {
    return graph.node(type).input(x).buildOutput();
  }

  private static Attr spatial(List<Long> heightAndWidth) {
    return Attr.ints(1, heightAndWidth.get(0), heightAndWidth.get(1), 1);
  }
}
