package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import org.tensorflow.proto.AttrValue;

/** Bias and batch normalization. */
final class NormalizationShapes {
  private NormalizationShapes() {}

  static void biasAdd(InferenceContext c) {
    boolean channelsFirst = isChannelsFirst(c);
    Shape input = Shapes.withRankAtLeast(c.input(0), channelsFirst ? 3 : 2);
    long bias = Shapes.withRank(c.input(1), 1).dim(0);
    if (!input.hasRank()) {
      return;
    }
    int axis = channelsFirst ? 1 : input.rank() - 1;
    if (Dims.known(bias) && Dims.known(input.dim(axis)) && bias != input.dim(axis)) {
      throw new ShapeException(
          "a bias of size %d does not fit dimension %d of %s".formatted(bias, axis, input));
    }
    c.output(0, input.withDim(axis, Dims.merge(input.dim(axis), bias)));
  }

  static void biasAddGrad(InferenceContext c) {
    boolean channelsFirst = isChannelsFirst(c);
    Shape input = Shapes.withRankAtLeast(c.input(0), channelsFirst ? 3 : 2);
    c.output(0, Shape.of(Shapes.dim(input, channelsFirst ? 1 : -1)));
  }

  private static boolean isChannelsFirst(InferenceContext c) {
    return c.attrs().has("data_format") && c.attrs().text("data_format").equals("NCHW");
  }

  static void fusedBatchNorm(InferenceContext c) {
    Shape x = Shapes.withRank(c.input(0), rank(c));
    int channelAxis = channelAxis(c);
    AttrValue factor = c.attrs().values().get("exponential_avg_factor");
    boolean averages = factor == null || factor.getF() == 1;
    int parameters = c.attrs().flag("is_training") && averages ? 3 : 5;
    long channels = x.dim(channelAxis);
    for (int i = 1; i < parameters; i++) {
      channels = Dims.merge(channels, Shapes.withRank(c.input(i), 1).dim(0));
    }
    c.output(0, x.withDim(channelAxis, channels));
    for (int i = 1; i <= 4; i++) {
      c.output(i, Shape.of(channels));
    }
  }

  static void fusedBatchNormGrad(InferenceContext c) {
    Shape gradient = Shapes.withRank(c.input(0), rank(c));
    Shape x = Shapes.withRank(c.input(1), rank(c));
    int channelAxis = channelAxis(c);
    long channels = Dims.merge(gradient.dim(channelAxis), x.dim(channelAxis));
    for (int i = 2; i < 5; i++) {
      channels = Dims.merge(channels, Shapes.withRank(c.input(i), 1).dim(0));
    }
    c.output(0, gradient.withDim(channelAxis, channels));
    c.output(1, Shape.of(channels));
    c.output(2, Shape.of(channels));
    c.output(3, Shape.of(0));
    c.output(4, Shape.of(0));
  }

  private static int rank(InferenceContext c) {
    return c.attrs().text("data_format").contains("D") ? 5 : 4;
  }

  private static int channelAxis(InferenceContext c) {
    return c.attrs().text("data_format").startsWith("NC") ? 1 : rank(c) - 1;
  }
}
