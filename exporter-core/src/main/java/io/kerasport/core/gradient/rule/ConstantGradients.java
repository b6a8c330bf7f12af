package io.kerasport.core.gradient.rule;

import static java.util.stream.Collectors.toMap;

import io.kerasport.spi.GradientRule;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ops that pass no gradient: their outputs do not depend on the values of their inputs, or are
 * constant between steps, or the op is there to stop gradients.
 */
final class ConstantGradients {
  private ConstantGradients() {}

  static Map<String, GradientRule> rules() {
    Stream<String> shapes = Stream.of("Shape", "ShapeN", "Size", "Rank", "OnesLike", "ZerosLike");
    Stream<String> steps =
        Stream.of("Sign", "Floor", "Ceil", "Round", "Rint", "FloorDiv", "TruncateDiv");
    Stream<String> choices =
        Stream.of(
            "ArgMax",
            "ArgMin",
            "Equal",
            "NotEqual",
            "Greater",
            "GreaterEqual",
            "Less",
            "LessEqual",
            "ApproximateEqual",
            "IsNan",
            "IsInf",
            "IsFinite",
            "InTopKV2",
            "Bucketize",
            "NonMaxSuppressionV3");
    Stream<String> stops = Stream.of("StopGradient", "ReadVariableOp", "OneHot");
    Stream<String> ranges = Stream.of("Range", "LinSpace");
    return Stream.of(shapes, steps, choices, stops, ranges)
        .flatMap(types -> types)
        .collect(toMap(Function.identity(), type -> GradientRule.NO_GRADIENT));
  }
}
