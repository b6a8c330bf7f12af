package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;

/** Pooling over windows, through the kernels that TensorFlow has for the gradients. */
final class PoolingGradients {
  private static final List<String> WINDOWS = List.of("ksize", "strides", "padding", "data_format");

  private PoolingGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("MaxPool", each(PoolingGradients::maxPool)),
        entry("MaxPool3D", each((tf, op) -> windows(op, max(tf, op, "MaxPool3DGrad")))),
        entry("AvgPool", each((tf, op) -> windows(op, average(tf, op, "AvgPoolGrad")))),
        entry("AvgPool3D", each((tf, op) -> windows(op, average(tf, op, "AvgPool3DGrad")))));
  }

  private static Operand maxPool(Ops tf, GradientCall op) {
    NodeBuilder node = max(tf, op, "MaxPoolGrad");
    return windows(op, node.attr("explicit_paddings", op.attr("explicit_paddings")));
  }

  /** Goes to the largest element of each window, the first one if there are several. */
  private static NodeBuilder max(Ops tf, GradientCall op, String type) {
    return tf.graph().node(type).input(op.input(0)).input(op.output(0)).input(op.gradient());
  }

  /** Goes to all elements of each window alike. */
  private static NodeBuilder average(Ops tf, GradientCall op, String type) {
    return tf.graph().node(type).input(tf.arrays().shape(op.input(0))).input(op.gradient());
  }

  private static Operand windows(GradientCall op, NodeBuilder node) {
    WINDOWS.forEach(name -> node.attr(name, op.attr(name)));
    return node.buildOutput();
  }
}
