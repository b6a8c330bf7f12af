package io.kerasport.spi;

import io.kerasport.graph.Operand;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one op type passes a gradient back from its outputs to its inputs: the transposed Jacobian,
 * applied to a vector. Bound by op type, such as {@code MatMul}.
 *
 * <p>A rule has no state: one instance serves every node of its type, in every graph and thread.
 */
@FunctionalInterface
public interface GradientRule {
  /**
   * The rule of ops whose outputs do not change when inputs change a little, or that pass no
   * gradient by intent. It says so explicitly: an op without any rule is an error.
   */
  GradientRule NO_GRADIENT = call -> Collections.nCopies(call.inputs().size(), null);

  /**
   * Adds the nodes for the gradients of one node's inputs.
   *
   * @param call the node, its tensors and the gradients of its outputs
   * @return for each input, in order, a tensor of its type and shape, or null where it gets none;
   *     inputs that nobody {@linkplain GradientCall#wants wants} a gradient of may be null
   */
  List<@Nullable Operand> gradients(GradientCall call);
}
