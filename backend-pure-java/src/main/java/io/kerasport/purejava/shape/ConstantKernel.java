package io.kerasport.purejava.shape;

import io.kerasport.purejava.graph.GraphNode;
import java.util.List;
import java.util.Optional;

/** Computes what an op gives for known inputs. */
@FunctionalInterface
interface ConstantKernel {
  /**
   * Computes one output.
   *
   * @param node the op's node, for its attributes
   * @param inputs the values of all inputs
   * @param output which output is wanted
   * @return its value, or empty if this kernel does not serve the case or the op would fail
   */
  Optional<ConstantTensor> compute(GraphNode node, List<ConstantTensor> inputs, int output);
}
