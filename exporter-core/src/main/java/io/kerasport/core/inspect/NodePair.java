package io.kerasport.core.inspect;

import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.NodeDef;

/**
 * Two nodes that should be equal, each in a graph or function body.
 *
 * @param leftBody where the left node is
 * @param left its name
 * @param rightBody where the right node is
 * @param right its name
 */
record NodePair(GraphStructure leftBody, String left, GraphStructure rightBody, String right) {
  /** The place of both nodes, for people. */
  String place() {
    String node = "node " + both(left, right);
    String function = leftBody.view().name();
    return function.isEmpty()
        ? node
        : "function " + both(function, rightBody.view().name()) + ", " + node;
  }

  /** One name if they are equal, else both. */
  static String both(String left, String right) {
    return left.equals(right) ? left : left + " / " + right;
  }

  @Nullable NodeDef leftNode() {
    return leftBody.view().node(left);
  }

  @Nullable NodeDef rightNode() {
    return rightBody.view().node(right);
  }
}
