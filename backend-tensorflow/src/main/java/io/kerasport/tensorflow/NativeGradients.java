package io.kerasport.tensorflow;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Optional;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The gradients that TensorFlow's C++ library knows itself, less what it gets wrong. */
final class NativeGradients {
  private final OpDefinitions ops;

  NativeGradients(OpDefinitions ops) {
    this.ops = ops;
  }

  /** TensorFlow's own gradient of a node; empty if it has none, or none that works. */
  Optional<GradientRule> rule(GradientCall call) {
    return tensorflow.TFJ_HasGradient(call.operation().type()) && works(call)
        ? Optional.of(new NativeGradientRule(ops))
        : Optional.empty();
  }

  /** As measured with TensorFlow 2.18; the tests of the gradient rules show each failure. */
  private static boolean works(GradientCall call) {
    return switch (call.operation().type()) {
      // It does not sum over axes along which it broadcast.
      case "Atan2" -> isFixed(call, 0) && call.input(0).shape().equals(call.input(1).shape());
      // It makes BatchMatMulV3, which has no kernel for float16.
      case "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" -> call.input(0).dtype() != DType.HALF;
      // It forgets explicit paddings and dilations, and has no kernel for groups on CPUs.
      case "Conv2D" -> isPlainConvolution(call);
      // It fails for axes and batch axes that count from the back.
      case "GatherV2" ->
          call.intAttr("batch_dims") >= 0
              && call.constant(2).filter(axis -> axis.integers()[0] >= 0).isPresent();
      // It takes the second axis for the last one.
      case "LogSoftmax" -> call.input(0).shape().hasRank() && call.input(0).shape().rank() == 2;
      // It forgets attributes.
      case "LRN" -> false;
      // The padded value gets no gradient.
      case "PadV2" -> !call.wants(2);
      // Its kernel makes float32 and float64 only.
      case "ResizeBicubic" ->
          call.input(0).dtype() == DType.FLOAT || call.input(0).dtype() == DType.DOUBLE;
      // It mixes in constants of float32.
      case "ScaleAndTranslate", "SoftmaxCrossEntropyWithLogits" ->
          call.input(0).dtype() == DType.FLOAT;
      // It mixes in shapes of int32.
      case "Slice", "StridedSlice" -> call.input(1).dtype() == DType.INT32;
      default -> true;
    };
  }

  private static boolean isFixed(GradientCall call, int input) {
    return call.input(input).shape().isFullyKnown();
  }

  private static boolean isPlainConvolution(GradientCall call) {
    Shape x = call.input(0).shape();
    Shape filter = call.input(1).shape();
    int channels = call.textAttr("data_format").equals("NCHW") ? 1 : 3;
    return !call.textAttr("padding").equals("EXPLICIT")
        && call.intsAttr("dilations").stream().allMatch(dilation -> dilation == 1)
        && x.hasRank()
        && filter.hasRank()
        && x.dim(channels) == filter.dim(2);
  }
}
