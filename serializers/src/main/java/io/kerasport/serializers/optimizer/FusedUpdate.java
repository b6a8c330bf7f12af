package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Attr;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.spi.OptimizerCall;

/**
 * One of TensorFlow's ops that update a variable and its slots through their handles. Inputs are
 * added in the order of the op; the variable comes first.
 */
final class FusedUpdate {
  private final OptimizerCall call;
  private final NodeBuilder node;

  private FusedUpdate(OptimizerCall call, NodeBuilder node) {
    this.call = call;
    this.node = node;
  }

  static FusedUpdate of(OptimizerCall call, String type) {
    // Whoever else reads the variable in this run must see the value before the step.
    Operation read = call.variable().operation();
    return new FusedUpdate(call, call.ops().graph().node(type).input(call.handle()).control(read));
  }

  FusedUpdate slots(String... names) {
    for (String name : names) {
      node.input(call.slotHandle(name));
    }
    return this;
  }

  FusedUpdate value(Operand value) {
    node.input(value);
    return this;
  }

  FusedUpdate value(double value) {
    return value(call.ops().scalarLike(call.gradient(), value));
  }

  /** Settings of the configuration that are variables of the graph. */
  FusedUpdate hyperparameters(String... names) {
    for (String name : names) {
      value(call.hyperparameter(name, call.dtype()));
    }
    return this;
  }

  FusedUpdate learningRate() {
    return value(call.learningRate());
  }

  FusedUpdate gradient() {
    return value(call.gradient());
  }

  FusedUpdate flag(String name, boolean value) {
    node.attr(name, Attr.of(value));
    return this;
  }

  void add() {
    call.updatedBy(node.build());
  }
}
