package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.Collections;
import java.util.List;

/** Convolutions and their gradients. */
final class ConvShapes {
  private ConvShapes() {}

  static void conv2D(InferenceContext c) {
    conv(c, 2);
  }

  static void conv3D(InferenceContext c) {
    conv(c, 3);
  }

  private static void conv(InferenceContext c, int spatial) {
    TensorFormat format = TensorFormat.of(c, spatial);
    Shape input = Shapes.withRank(c.input(0), format.rank());
    Shape filter = Shapes.withRank(c.input(1), format.rank());
    checkChannels(input.dim(format.channelAxis()), filter.dim(-2), filter.dim(-1));
    long[] outputSizes = outputSizes(c, format, input, filter);
    c.output(0, format.shape(input.dim(format.batchAxis()), outputSizes, filter.dim(-1)));
  }

  /** Channels may be split into groups: both sides must divide evenly. */
  private static void checkChannels(long inputDepth, long filterDepth, long outputDepth) {
    if (!Dims.known(inputDepth) || !Dims.known(filterDepth)) {
      return;
    }
    if (filterDepth == 0) {
      throw new ShapeException("the filter takes 0 input channels");
    }
    if (inputDepth % filterDepth != 0) {
      throw new ShapeException(
          "the input has %d channels, which is no multiple of the %d the filter takes"
              .formatted(inputDepth, filterDepth));
    }
    long groups = inputDepth / filterDepth;
    if (groups > 1 && Dims.known(outputDepth) && outputDepth % groups != 0) {
      throw new ShapeException(
          "the filter gives %d channels, which is no multiple of its %d groups"
              .formatted(outputDepth, groups));
    }
  }

  static void depthwiseConv2D(InferenceContext c) {
    TensorFormat format = TensorFormat.of(c, 2);
    Shape input = Shapes.withRank(c.input(0), 4);
    Shape filter = Shapes.withRank(c.input(1), 4);
    long inputDepth = Dims.merge(input.dim(format.channelAxis()), filter.dim(2));
    long[] outputSizes = outputSizes(c, format, input, filter);
    long outputDepth = Dims.multiply(inputDepth, filter.dim(3));
    c.output(0, format.shape(input.dim(0), outputSizes, outputDepth));
  }

  private static long[] outputSizes(
      InferenceContext c, TensorFormat format, Shape input, Shape filter) {
    Padding padding = Padding.of(c.attrs(), format);
    List<Long> strides = perAxis(c.attrs(), "strides", format);
    List<Long> dilations = perAxis(c.attrs(), "dilations", format);
    long[] sizes = new long[format.spatial()];
    for (int i = 0; i < sizes.length; i++) {
      int axis = format.spatialAxis(i);
      int dilationAxis = format.spatialAxis(dilationOf(i, format));
      sizes[i] =
          new WindowedSize(filter.dim(i), strides.get(axis), dilations.get(dilationAxis))
              .output(input.dim(axis), padding, axis);
    }
    return sizes;
  }

  /**
   * The spatial axis whose dilation counts for another one. TensorFlow's shape function of {@code
   * Conv3D} takes those of height and width the wrong way round; so do we, as graphs that it loads
   * get its shapes anyway.
   */
  private static int dilationOf(int spatialIndex, TensorFormat format) {
    return format.spatial() == 3 && spatialIndex > 0 ? 3 - spatialIndex : spatialIndex;
  }

  /** An attribute with one number for each axis of the input; ones if the op has none. */
  static List<Long> perAxis(NodeAttrs attrs, String name, TensorFormat format) {
    if (!attrs.has(name)) {
      return Collections.nCopies(format.rank(), 1L);
    }
    List<Long> values = attrs.integers(name);
    if (values.size() != format.rank()) {
      throw new ShapeException(
          name + " should have " + format.rank() + " numbers, found " + values);
    }
    return values;
  }

  /** A gradient whose result has the shape that the vector at an input spells out. */
  static ShapeFunction shapeFromInput(int input, int rank) {
    return c -> c.output(0, Shapes.withRank(c.shapeTensor(input), rank));
  }

  /**
   * The gradient with respect to the input. Its sizes are given in full, or as height and width
   * alone; the batch always follows the gradient of the output.
   */
  static void conv2DBackpropInput(InferenceContext c) {
    TensorFormat format = TensorFormat.of(c, 2);
    Shape gradient = Shapes.withRank(c.input(2), 4);
    Shape filter = Shapes.withRank(c.input(1), 4);
    Dims.merge(gradient.dim(format.channelAxis()), filter.dim(3));
    Shape sizes = c.shapeTensor(0);
    if (sizes.hasRank() && sizes.rank() == 2) {
      c.output(0, format.shape(gradient.dim(0), sizes.dims(), filter.dim(2)));
      return;
    }
    Shape input = Shapes.withRank(sizes, 4);
    Dims.merge(input.dim(0), gradient.dim(0));
    c.output(0, input.withDim(0, gradient.dim(0)));
  }
}
