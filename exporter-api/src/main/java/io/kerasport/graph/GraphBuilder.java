package io.kerasport.graph;

import java.util.List;
import java.util.Optional;

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

  /**
   * The tensors that an operation takes, in order, those of lists one after the other. A layer may
   * look at what its input was made by, where TensorFlow computes the two in one.
   *
   * @return none for an operation that was made outside of the loop whose body this builds
   */
  List<Operand> inputs(Operation operation);

  /**
   * Adds a loop: a functional {@code While} whose condition and body are functions in the graph's
   * library. Tensors of this graph that they use become inputs of the loop; constants are copied
   * into them.
   *
   * <p>The node is laid out as TensorFlow's Python expects of loops it can differentiate: first the
   * number of iterations done, then their upper limit (-1, none), then the variables.
   *
   * @return the variables' values after the last iteration
   */
  List<Operand> loop(Loop loop);

  /**
   * Adds the gradient of a tensor with respect to others, by reverse accumulation over the nodes
   * made so far. Its nodes land in a child name scope {@code gradients}, those for one op in a
   * scope called like its node with {@code _grad} behind.
   *
   * <p>Only floating point tensors carry gradients. A tensor among {@code xs} that is computed from
   * another one counts as such: the other one gets the total derivative.
   *
   * @param y what is differentiated: a scalar, or the sum of the tensor's elements
   * @param xs tensors of any shape, such as the values read from variables
   * @return for each x a tensor of its type and shape; empty where y does not depend on it
   * @throws io.kerasport.export.ExportException if ops between y and xs have no {@link
   *     io.kerasport.spi.GradientRule}, all of them named with their way to y
   */
  List<Optional<Operand>> gradients(Operand y, List<Operand> xs);
}
