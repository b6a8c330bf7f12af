package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import io.kerasport.purejava.ops.NodeAttrs;

/**
 * Where batch, channels and spatial axes are in an image tensor.
 *
 * @param spatial how many spatial axes there are
 * @param channelsFirst whether channels stand before the spatial axes
 */
record TensorFormat(int spatial, boolean channelsFirst) {
  /**
   * Reads the attribute {@code data_format}.
   *
   * @throws ShapeException for formats other than channels last and channels first
   */
  static TensorFormat of(InferenceContext c, int spatial) {
    String format = c.attrs().has("data_format") ? c.attrs().text("data_format") : "NHWC";
    return switch (format) {
      case "NHWC", "NDHWC" -> new TensorFormat(spatial, false);
      case "NCHW", "NCDHW" -> new TensorFormat(spatial, true);
      default ->
          throw new ShapeException(
              "data_format should keep channels in one axis (NHWC, NCHW, NDHWC, NCDHW), found "
                  + format);
    };
  }

  /** Whether channels are packed four by four into a further axis, as in {@code NCHW_VECT_C}. */
  static boolean isPacked(NodeAttrs attrs) {
    return attrs.has("data_format") && attrs.text("data_format").contains("VECT");
  }

  int rank() {
    return spatial + 2;
  }

  int batchAxis() {
    return 0;
  }

  int channelAxis() {
    return channelsFirst ? 1 : rank() - 1;
  }

  /** The axis of the first, second … spatial dimension. */
  int spatialAxis(int index) {
    return channelsFirst ? index + 2 : index + 1;
  }

  Shape shape(long batch, long[] spatialDims, long channels) {
    long[] dims = new long[rank()];
    dims[batchAxis()] = batch;
    dims[channelAxis()] = channels;
    for (int i = 0; i < spatial; i++) {
      dims[spatialAxis(i)] = spatialDims[i];
    }
    return Shape.of(dims);
  }
}
