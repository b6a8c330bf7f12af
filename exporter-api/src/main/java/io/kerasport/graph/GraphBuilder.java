package io.kerasport.graph;

import java.util.List;

/**
 * Makes nodes of one TensorFlow graph.
 *
 * <p>A builder also carries a context: a name scope, a device and control dependencies that apply
 * to every node made through it. The {@code with…} methods return a builder with another context on
 * the same graph. Names are made unique by TensorFlow's rule: {@code a}, {@code a_1}, {@code a_2};
 * all backends share it, so equal calls give equal names.
 */
public interface GraphBuilder {
  /**
   * Starts a node.
   *
   * @param type the op type, such as {@code MatMul}
   */
  NodeBuilder node(String type);

  /**
   * A builder in a child name scope. The scope's name is made unique in the graph, once, by this
   * call.
   *
   * @param name the wanted name; characters TensorFlow does not accept are replaced
   */
  GraphBuilder withScope(String name);

  /** A builder whose nodes run after the given operations. */
  GraphBuilder withControls(List<Operation> operations);

  /** A builder whose nodes are pinned to a device, such as {@code /GPU:0}; empty for none. */
  GraphBuilder withDevice(String device);
}
