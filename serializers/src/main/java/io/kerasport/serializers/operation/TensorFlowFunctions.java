package io.kerasport.serializers.operation;

import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The TensorFlow functions that Keras 2 models call, by TensorFlow's public names. A file holds
 * their first argument by position and all others by keyword.
 */
final class TensorFlowFunctions {
  private static final String PREFIX = "tf.";
  private static final String TF1 = "compat.v1.";

  private final Map<String, Operation> operations;
  private final Map<String, LayerSerializer> all = new LinkedHashMap<>();

  private TensorFlowFunctions(Map<String, Operation> operations) {
    this.operations = operations;
  }

  static Map<String, LayerSerializer> of(Map<String, Operation> operations) {
    TensorFlowFunctions functions = new TensorFlowFunctions(operations);
    functions.arithmetic();
    functions.functionsOfOne();
    functions.activations();
    functions.reductions();
    functions.arrangements();
    functions.choices();
    functions.fillings();
    functions.images();
    return functions.all;
  }

  /** A Keras 3 operation with the same formula. */
  private Operation like(String name) {
    Operation operation = operations.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(name);
    }
    return operation;
  }

  private void put(Operation operation, String... names) {
    for (String name : names) {
      all.put(PREFIX + name, operation);
    }
  }

  private void binary(String name, String... functions) {
    put(like(name).naming("x", "x1").naming("y", "x2"), functions);
  }

  private void one(String name, String... functions) {
    put(like(name), functions);
  }

  private void arithmetic() {
    binary("Add", "math.add", "__operators__.add");
    binary("Subtract", "math.subtract");
    binary("Multiply", "math.multiply");
    binary("Divide", "math.divide", "math.truediv", "realdiv", "compat.v1.div");
    binary("DivideNoNan", "math.divide_no_nan");
    binary("FloorDivide", "math.floordiv", "compat.v1.floor_div");
    binary("Mod", "math.floormod");
    binary("Power", "math.pow");
    binary("Maximum", "math.maximum");
    binary("Minimum", "math.minimum");
    binary("Greater", "math.greater");
    binary("GreaterEqual", "math.greater_equal");
    binary("Less", "math.less");
    binary("LessEqual", "math.less_equal");
    binary("Equal", "math.equal");
    binary("NotEqual", "math.not_equal");
    binary("LogicalAnd", "math.logical_and");
    binary("LogicalOr", "math.logical_or");
    binary("LogicalXor", "math.logical_xor");
    put(like("Arctan2").naming("x", "x2"), "math.atan2");
    put(op("SquaredDifference"), "math.squared_difference");
    put(op("Xlogy"), "math.xlogy");
    put(op("MulNoNan"), "math.multiply_no_nan");
    put(like("Multiply").naming("scalar", "x1").naming("x", "x2"), "compat.v1.math.scalar_mul");
    put(Operation.of("xs", Joins::sum), "math.add_n", "math.accumulate_n");
    put(like("Matmul").naming("b", "x2"), "linalg.matmul");
    put(like("Tensordot").naming("b", "x2"), "tensordot");
    put(incomplete("its operands"), "einsum");
    put(incomplete("its second operand"), "__operators__.eq", "__operators__.ne");
  }

  /** A function of whose arguments Keras 2 leaves some out of the file. */
  private static Operation incomplete(String missing) {
    return new Operation(
        List.of("x"),
        Map.of(),
        Map.of(),
        List.of(
            "Keras 2 does not store " + missing + " in the file, so that it cannot be read back"),
        call -> List.of(call.x()));
  }

  private static Operation op(String type) {
    return Arithmetic.binary((tf, x, y) -> tf.binary(type, x, y)).naming("y", "x2");
  }

  private void functionsOfOne() {
    one("Absolute", "math.abs");
    one("Negative", "math.negative");
    one("Sign", "math.sign");
    one("Square", "math.square");
    one("Sqrt", "math.sqrt");
    one("Rsqrt", "math.rsqrt");
    one("Exp", "math.exp");
    one("Expm1", "math.expm1");
    one("Log", "math.log");
    one("Log1p", "math.log1p");
    one("Erf", "math.erf");
    one("Sin", "math.sin");
    one("Cos", "math.cos");
    one("Tan", "math.tan");
    one("Sinh", "math.sinh");
    one("Cosh", "math.cosh");
    one("Arcsin", "math.asin");
    one("Arcsinh", "math.asinh");
    one("Arccos", "math.acos");
    one("Arccosh", "math.acosh");
    one("Arctan", "math.atan");
    one("Arctanh", "math.atanh");
    one("Erfc", "math.erfc");
    one("Floor", "math.floor");
    one("Ceil", "math.ceil");
    one("Round", "math.round");
    one("Reciprocal", "math.reciprocal");
    one("LogicalNot", "math.logical_not");
    one("Isnan", "math.is_nan");
    one("Isinf", "math.is_inf");
    one("Isfinite", "math.is_finite");
    one("Copy", "identity", "ensure_shape");
    put(Operation.of("x", Functions::convert), "convert_to_tensor");
    put(like("Cast").defaulting("dtype", "float32"), "keras.backend.cast_to_floatx");
    one("StopGradient", "stop_gradient");
    one("Cast", "cast");
    put(
        like("Clip").naming("clip_value_min", "x_min").naming("clip_value_max", "x_max"),
        "clip_by_value");
  }

  private void activations() {
    one("Relu", "nn.relu");
    one("Relu6", "nn.relu6");
    one("Elu", "nn.elu");
    one("Selu", "nn.selu");
    one("Silu", "nn.silu");
    one("Sigmoid", "math.sigmoid");
    one("LogSigmoid", "math.log_sigmoid");
    one("Tanh", "math.tanh");
    one("Softplus", "math.softplus");
    one("Softsign", "nn.softsign");
    one("Softmax", "nn.softmax", "compat.v1.nn.softmax");
    one("LogSoftmax", "nn.log_softmax");
    put(like("Gelu").defaulting("approximate", false), "nn.gelu");
    put(like("LeakyRelu").naming("alpha", "negative_slope"), "nn.leaky_relu");
    put(Operation.of("value", Images::addBias), "nn.bias_add");
    put(Operation.of("x", Reductions::l2Normalize), "math.l2_normalize");
  }

  private void reductions() {
    one("Sum", "math.reduce_sum");
    one("Prod", "math.reduce_prod");
    one("Max", "math.reduce_max");
    one("Min", "math.reduce_min");
    one("Mean", "math.reduce_mean");
    one("Any", "math.reduce_any");
    one("All", "math.reduce_all");
    one("Logsumexp", "math.reduce_logsumexp");
    one("Var", "math.reduce_variance");
    one("Std", "math.reduce_std");
    put(like("Norm"), "norm", "compat.v1.norm", "math.reduce_euclidean_norm");
    put(positions("Argmax"), "math.argmax");
    put(positions("Argmin"), "math.argmin");
    put(like("Cumsum").defaulting("axis", 0L), "math.cumsum");
    put(like("Cumprod").defaulting("axis", 0L), "math.cumprod");
  }

  private Operation positions(String name) {
    return like(name).defaulting("axis", 0L).defaulting("output_type", "int64");
  }

  private void arrangements() {
    put(like("Concatenate"), "concat");
    one("Stack", "stack");
    put(like("Split"), "split");
    one("Unstack", "unstack");
    put(like("Reshape").naming("shape", "newshape"), "reshape");
    put(like("Transpose").naming("perm", "axes"), "transpose", "compat.v1.transpose");
    put(Operation.of("x", Arrangements::matrixTranspose), "linalg.matrix_transpose");
    put(Operation.of("x", Arrangements::flattenSamples), "keras.backend.batch_flatten");
    one("ExpandDims", "expand_dims");
    put(like("Squeeze").naming("squeeze_dims", "axis"), "squeeze", "compat.v1.squeeze");
    one("BroadcastTo", "broadcast_to");
    put(like("Tile").naming("multiples", "repeats"), "tile");
    one("Repeat", "repeat");
    one("Flip", "reverse");
    one("Roll", "roll");
    put(like("Pad").naming("paddings", "pad_width"), "pad", "compat.v1.pad");
    put(Operation.of("x", Arrangements::band), "linalg.band_part");
  }

  private void choices() {
    put(like("Where").naming("x", "x1").naming("y", "x2"), "where", "compat.v1.where");
    one("Sort", "sort");
    one("Argsort", "argsort");
    put(like("GetItem").naming("slice_spec", "key"), "__operators__.getitem");
    put(Operation.of("x", Choices::gather), "gather", "compat.v1.gather");
    put(Operation.of("x", Choices::gatherNd), "gather_nd", "compat.v1.gather_nd");
    put(like("Slice").naming("begin", "start_indices").naming("size", "shape"), "slice");
    put(like("OneHot").naming("depth", "num_classes"), "one_hot");
    put(like("TopK").defaulting("k", 1L), "math.top_k");
  }

  private void fillings() {
    one("ZerosLike", "zeros_like", "compat.v1.zeros_like");
    one("OnesLike", "ones_like", "compat.v1.ones_like");
    put(Operation.of("dims", Fillings::fill), "fill");
    put(Operation.of("shape", call -> Fillings.constant(call, 0)), "zeros");
    put(Operation.of("shape", call -> Fillings.constant(call, 1)), "ones");
    put(Operation.of("start", Fillings::range), "range");
    put(Operation.of("x", Fillings::shape), "shape", "compat.v1.shape");
    put(Operation.of("x", Fillings::size), "size", "compat.v1.size");
    put(Operation.of("x", Fillings::rank), "rank");
    put(Operation.of("lengths", Fillings::sequenceMask), "sequence_mask");
  }

  private void images() {
    put(like("Resize").naming("method", "interpolation"), "image.resize");
    aligned("resize_bilinear", "ResizeBilinear");
    aligned("resize_bicubic", "ResizeBicubic");
    aligned("resize_nearest_neighbor", "ResizeNearestNeighbor");
    put(like("DepthToSpace"), "nn.depth_to_space");
    put(like("SpaceToDepth"), "nn.space_to_depth");
    Operation largest = Operation.of("x", call -> Images.pool(call, "MaxPool"));
    put(largest, "nn.max_pool2d", "compat.v1.nn.max_pool");
    Operation average = Operation.of("x", call -> Images.pool(call, "AvgPool"));
    put(average, "nn.avg_pool2d", "nn.avg_pool", "compat.v1.nn.avg_pool");
    put(Operation.of("x", call -> Images.flip(call, 2)), "image.flip_left_right");
    put(Operation.of("x", call -> Images.flip(call, 1)), "image.flip_up_down");
    put(Operation.of("x", Images::crop), "image.crop_to_bounding_box");
    put(Operation.of("x", Images::pad), "image.pad_to_bounding_box");
    put(Operation.of("x", Images::greyscale), "image.rgb_to_grayscale");
    put(Operation.of("x", Images::standardize), "image.per_image_standardization");
    put(Operation.of("x", Images::normalizeResponses), "nn.local_response_normalization");
    put(
        Operation.of("images", Images::resizeOfOld).naming("method", "interpolation"),
        "compat.v1.image.resize_images");
  }

  /** TensorFlow 1's functions, which centre pixels as they are told. */
  private void aligned(String function, String type) {
    put(
        Operation.of("images", call -> Images.resizeAligned(call, type)),
        TF1 + "image." + function);
  }
}
