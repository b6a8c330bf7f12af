package io.kerasport.spi;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node on the way back from y, as its {@link GradientRule} sees it. */
public interface GradientCall {
  /** Makes nodes, in a name scope called like the node and on the node's device. */
  Ops ops();

  /** The node that is differentiated. */
  Operation operation();

  /** All its input tensors in order; those of a list lie one after the other. */
  List<Operand> inputs();

  /** Whether the gradient of an input is used. Others need no nodes. */
  boolean wants(int input);

  /** The gradient of an output, or null where y does not depend on that output. */
  @Nullable Operand outputGradient(int output);

  /** The value of an input that is a constant of the graph. */
  Optional<TensorValue> constant(int input);

  /**
   * An attribute of the node, or the default that its op definition gives.
   *
   * @throws IllegalArgumentException if the node was made without it and there is no default, as
   *     with types that its inputs determine
   */
  Attr attr(String name);

  /** One input tensor. */
  default Operand input(int index) {
    return inputs().get(index);
  }

  /** One output tensor. */
  default Operand output(int index) {
    return operation().outputs().get(index);
  }

  /**
   * The gradient of the first output.
   *
   * @throws IllegalStateException if y depends on other outputs only
   */
  default Operand gradient() {
    Operand gradient = outputGradient(0);
    if (gradient == null) {
      throw new IllegalStateException("no gradient arrives at output 0 of " + operation().name());
    }
    return gradient;
  }

  /** An integer attribute. */
  default long intAttr(String name) {
    return ((Attr.Int) attr(name)).value();
  }

  /** A float attribute. */
  default float floatAttr(String name) {
    return ((Attr.Float) attr(name)).value();
  }

  /** A boolean attribute. */
  default boolean boolAttr(String name) {
    return ((Attr.Bool) attr(name)).value();
  }

  /** A string attribute. */
  default String textAttr(String name) {
    return ((Attr.Text) attr(name)).value();
  }

  /** A list of integers. */
  default List<Long> intsAttr(String name) {
    return ((Attr.Many) attr(name))
        .values().stream().map(value -> ((Attr.Int) value).value()).toList();
  }
}
