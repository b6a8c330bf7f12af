package io.kerasport.serializers.operation;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Padding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operations on images. */
final class Images {
  /** TensorFlow 1's numbers of the methods, which old code passes. */
  private static final List<String> METHODS = List.of("bilinear", "nearest", "bicubic", "area");

  private Images() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Resize", Operation.of("images", Images::resize));
    all.put("DepthToSpace", Operation.of("x", call -> blocks(call, "DepthToSpace")));
    all.put("SpaceToDepth", Operation.of("x", call -> blocks(call, "SpaceToDepth")));
    all.put("RGBToGrayscale", Operation.of("x", Images::greyscale));
    all.put("MaxPool", Operation.of("inputs", call -> windows(call, "MaxPool")));
    all.put("AveragePool", Operation.of("inputs", call -> windows(call, "AvgPool")));
    return all;
  }

  private static Operand resize(OperationCall call) {
    Ops tf = call.tf();
    Config arguments = call.arguments();
    for (String key :
        List.of(
            "antialias",
            "crop_to_aspect_ratio",
            "pad_to_aspect_ratio",
            "preserve_aspect_ratio",
            "align_corners")) {
      if (arguments.bool(key, false)) {
        throw call.refused("resizes images with `" + key + "`");
      }
    }
    DataFormat format = DataFormat.of(arguments);
    Operand images = call.tensor("images");
    if (images.shape().rank() != 4) {
      throw call.refused("resizes " + images.shape() + ", which is no batch of images");
    }
    Operand size = Sizing.vector(tf, "size", call.required("size"));
    Operand last = format.toChannelsLast(tf, images);
    Operand resized =
        switch (method(arguments)) {
          case "bilinear" -> tf.image().resizeBilinear(last, size);
          case "nearest" -> tf.image().resizeNearest(last, size);
          case "bicubic" -> tf.image().resizeBicubic(last, size);
          case "area" -> tf.image().resizeArea(last, size);
          default -> throw call.refused("resizes images by " + arguments.get("interpolation"));
        };
    return format.fromChannelsLast(tf, resized);
  }

  private static String method(Config arguments) {
    if (arguments.get("interpolation") instanceof Long number) {
      if (number < 0 || number >= METHODS.size()) {
        throw new ConfigException("method", "between 0 and 3", number);
      }
      return METHODS.get(number.intValue());
    }
    return arguments.string("interpolation", "bilinear").toLowerCase(Locale.ROOT);
  }

  /** TensorFlow 1's functions, which centre pixels as they are told. */
  static Operand resizeAligned(OperationCall call, String type) {
    return call.tf()
        .graph()
        .node(type)
        .input(call.tensor("images"))
        .input(Sizing.vector(call.tf(), "size", call.required("size")))
        .attr("align_corners", Attr.of(call.arguments().bool("align_corners", false)))
        .attr("half_pixel_centers", Attr.of(call.arguments().bool("half_pixel_centers", false)))
        .buildOutput();
  }

  /** TensorFlow 1's resizing, whose pixels have no half-way centres. */
  static Operand resizeOfOld(OperationCall call) {
    return switch (method(call.arguments())) {
      case "bilinear" -> resizeAligned(call, "ResizeBilinear");
      case "nearest" -> resizeAligned(call, "ResizeNearestNeighbor");
      case "bicubic" -> resizeAligned(call, "ResizeBicubic");
      default -> throw call.refused("resizes images by " + call.arguments().get("interpolation"));
    };
  }

  private static Operand blocks(OperationCall call, String type) {
    Ops tf = call.tf();
    boolean first = "NCHW".equals(call.arguments().get("data_format"));
    DataFormat format =
        call.isKeras2()
            ? first ? DataFormat.CHANNELS_FIRST : DataFormat.CHANNELS_LAST
            : DataFormat.of(call.arguments());
    Operand moved =
        tf.graph()
            .node(type)
            .input(format.toChannelsLast(tf, call.x()))
            .attr("block_size", Attr.of(call.arguments().integer("block_size")))
            .buildOutput();
    return format.fromChannelsLast(tf, moved);
  }

  /** Over windows, as TensorFlow's functions say their size. */
  static Operand pool(OperationCall call, String type) {
    Ops tf = call.tf();
    String format = call.arguments().string("data_format", "NHWC");
    if (!format.equals("NHWC") || call.x().shape().rank() != 4) {
      throw call.refused("pools " + call.x().shape() + " in the format " + format);
    }
    return tf.graph()
        .node(type)
        .input(call.x())
        .attr("ksize", Attr.ints(window(call, "ksize")))
        .attr("strides", Attr.ints(window(call, "strides")))
        .attr("padding", Attr.of(call.arguments().string("padding")))
        .buildOutput();
  }

  /** Over windows, as Keras 3 says their size. */
  private static Operand windows(OperationCall call, String type) {
    Ops tf = call.tf();
    DataFormat format = DataFormat.of(call.arguments());
    Operand x = call.tensor("inputs");
    if (x.shape().rank() != 4) {
      throw call.refused("pools " + x.shape() + ", which is no batch of images");
    }
    List<Long> window = window(call, "pool_size");
    Operand pooled =
        tf.graph()
            .node(type)
            .input(format.toChannelsLast(tf, x))
            .attr("ksize", Attr.ints(window))
            .attr(
                "strides",
                Attr.ints(call.arguments().has("strides") ? window(call, "strides") : window))
            .attr("padding", Attr.of(Padding.of(call.arguments()).name()))
            .buildOutput();
    return format.fromChannelsLast(tf, pooled);
  }

  /** By what the images vary, at least by what as many random numbers would. */
  static Operand standardize(OperationCall call) {
    Ops tf = call.tf();
    Operand x = tf.cast(call.x(), DType.FLOAT);
    int rank = x.shape().rank();
    int[] image = {rank - 3, rank - 2, rank - 1};
    Shape sizes = x.shape().slice(rank - 3, rank);
    if (!sizes.isFullyKnown()) {
      throw call.refused("standardizes images of the shape " + sizes);
    }
    Operand centred = tf.sub(x, tf.reduce().mean(x, true, image));
    Operand deviation = tf.sqrt(tf.reduce().mean(tf.square(centred), true, image));
    double least = 1 / Math.sqrt(sizes.elements());
    return tf.div(centred, tf.maximum(deviation, tf.scalarLike(deviation, least)));
  }

  static Operand normalizeResponses(OperationCall call) {
    return call.tf()
        .graph()
        .node("LRN")
        .input(call.x())
        .attr("depth_radius", Attr.of(call.arguments().integer("depth_radius", 5)))
        .attr("bias", Attr.of((float) call.arguments().number("bias", 1)))
        .attr("alpha", Attr.of((float) call.arguments().number("alpha", 1)))
        .attr("beta", Attr.of((float) call.arguments().number("beta", 0.5)))
        .buildOutput();
  }

  private static List<Long> window(OperationCall call, String name) {
    List<Long> sizes = call.arguments().integers(name);
    return switch (sizes.size()) {
      case 1 -> List.of(1L, sizes.get(0), sizes.get(0), 1L);
      case 2 -> List.of(1L, sizes.get(0), sizes.get(1), 1L);
      case 4 -> sizes;
      default -> throw new ConfigException(name, "1, 2 or 4 sizes", sizes);
    };
  }

  /** A batch of images mirrored along an axis. */
  static Operand flip(OperationCall call, int axis) {
    return call.tf()
        .graph()
        .node("ReverseV2")
        .input(batch(call))
        .input(call.tf().ints("ReverseV2/axis", axis))
        .buildOutput();
  }

  private static Operand batch(OperationCall call) {
    Operand x = call.x();
    if (x.shape().rank() != 4) {
      throw call.refused("takes " + x.shape() + ", which is no batch of images");
    }
    return x;
  }

  static Operand crop(OperationCall call) {
    int top = size(call, "offset_height");
    int left = size(call, "offset_width");
    int[] end = {
      ArrayOps.TO_THE_END,
      Math.addExact(top, size(call, "target_height")),
      Math.addExact(left, size(call, "target_width"))
    };
    return call.tf().arrays().slice(batch(call), new int[] {0, top, left}, end);
  }

  private static int size(OperationCall call, String name) {
    return Math.toIntExact(call.arguments().integer(name));
  }

  static Operand pad(OperationCall call) {
    Operand x = batch(call);
    int[] height = border(call, "height", x.shape().dim(1));
    int[] width = border(call, "width", x.shape().dim(2));
    return call.tf().arrays().pad(x, new int[2], height, width, new int[2]);
  }

  private static int[] border(OperationCall call, String side, long size) {
    int before = size(call, "offset_" + side);
    long after = size(call, "target_" + side) - size - before;
    if (size == Shape.UNKNOWN_DIM || before < 0 || after < 0) {
      throw call.refused("pads a " + side + " of " + size + " by " + before + " and " + after);
    }
    return new int[] {before, Math.toIntExact(after)};
  }

  /** By the luma of ITU-R BT.601, as TensorFlow has it. */
  static Operand greyscale(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    if (!x.dtype().isFloating()) {
      throw call.refused("makes images of " + x.dtype().kerasName() + " grey");
    }
    Operand luma = tf.constant(TensorValue.ofNumbers(x.dtype(), Shape.of(3), 0.2989, 0.587, 0.114));
    return tf.reduce().sum(tf.mul(x, luma), true, -1);
  }

  static Operand addBias(OperationCall call) {
    String format = call.arguments().string("data_format", "NHWC");
    if (format.startsWith("NC")) {
      throw call.refused("adds a bias in the format " + format);
    }
    Operand x = call.tensor("value");
    return call.tf().nn().biasAdd(x, call.tensor("bias", x.dtype()));
  }
}
