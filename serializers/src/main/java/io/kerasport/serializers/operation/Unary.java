package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** A function of one tensor. */
record Unary(Function function, boolean floating) implements LayerSerializer {
  /** What it computes. */
  @FunctionalInterface
  interface Function {
    Operand of(LayerCall call, Operand x);
  }

  /** In the tensor's type. */
  static Unary of(Function function) {
    return new Unary(function, false);
  }

  /** In a floating point type. */
  static Unary floating(Function function) {
    return new Unary(function, true);
  }

  /** The op of a type, in the tensor's type. */
  static Unary op(String type) {
    return of((call, x) -> call.ops().unary(type, x));
  }

  /** The op of a type, in a floating point type. */
  static Unary floatingOp(String type) {
    return floating((call, x) -> call.ops().unary(type, x));
  }

  /** An activation function without settings. */
  static Unary activation(String name) {
    return floating((call, x) -> call.activate(name, x));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.input();
    return LayerOutput.of(function.of(call, floating ? Operands.floating(call, x) : x));
  }
}
