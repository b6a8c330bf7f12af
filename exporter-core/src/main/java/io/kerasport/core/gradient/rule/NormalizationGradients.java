package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Normalizations with kernels of their own. */
final class NormalizationGradients {
  private static final int MEAN = 3;
  private static final int FIRST_RESERVED = 3;
  private static final int[] NCHW_TO_NHWC = {0, 2, 3, 1};
  private static final int[] NHWC_TO_NCHW = {0, 3, 1, 2};
  private static final int[] NCDHW_TO_NDHWC = {0, 2, 3, 4, 1};
  private static final int[] NDHWC_TO_NCDHW = {0, 4, 1, 2, 3};

  private NormalizationGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("FusedBatchNormV3", NormalizationGradients::fusedBatchNorm),
        entry("LRN", each(NormalizationGradients::localResponse)));
  }

  /**
   * The gradients of x, scale and offset. In training the statistics are those of the batch, which
   * the op reserved in its last outputs; in inference they are given, and get no gradient.
   */
  private static List<@Nullable Operand> fusedBatchNorm(GradientCall call) {
    boolean training = call.boolAttr("is_training");
    String format = call.textAttr("data_format");
    Ops tf = call.ops();
    Operand x = call.input(0);
    Operand dy = call.gradient();
    // Given statistics and channels first have no kernel together.
    boolean channelsFirst = !training && (format.equals("NCHW") || format.equals("NCDHW"));
    boolean flat = format.equals("NCHW");
    if (channelsFirst) {
      x = tf.arrays().transpose(x, flat ? NCHW_TO_NHWC : NCDHW_TO_NDHWC);
      dy = tf.arrays().transpose(dy, flat ? NCHW_TO_NHWC : NCDHW_TO_NDHWC);
      format = flat ? "NHWC" : "NDHWC";
    }
    List<Operand> gradients =
        tf.graph()
            .node("FusedBatchNormGradV3")
            .input(dy)
            .input(x)
            .input(call.input(1))
            .input(training ? call.output(FIRST_RESERVED) : call.input(MEAN))
            .input(training ? call.output(FIRST_RESERVED + 1) : call.input(MEAN + 1))
            .input(call.output(FIRST_RESERVED + 2))
            .attr("epsilon", call.attr("epsilon"))
            .attr("data_format", Attr.of(format))
            .attr("is_training", Attr.of(training))
            .build()
            .outputs();
    List<@Nullable Operand> result = new ArrayList<>(gradients.subList(0, MEAN));
    if (channelsFirst) {
      result.set(0, tf.arrays().transpose(gradients.get(0), flat ? NHWC_TO_NCHW : NDHWC_TO_NCDHW));
    }
    result.add(null);
    result.add(null);
    return result;
  }

  private static Operand localResponse(Ops tf, GradientCall op) {
    return tf.graph()
        .node("LRNGrad")
        .input(op.gradient())
        .input(op.input(0))
        .input(op.output(0))
        .attr("depth_radius", op.attr("depth_radius"))
        .attr("bias", op.attr("bias"))
        .attr("alpha", op.attr("alpha"))
        .attr("beta", op.attr("beta"))
        .buildOutput();
  }
}
