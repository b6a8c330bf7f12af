package io.kerasport.djl;

import java.util.List;

/** What a method of DJL's arrays means in Keras layers. */
@FunctionalInterface
interface ArrayOp {
  List<Value> apply(ArrayCall call);

  /** A method with one result. */
  static ArrayOp of(OfOne op) {
    return call -> List.of(op.apply(call));
  }

  /** A method with one result. */
  @FunctionalInterface
  interface OfOne {
    Value apply(ArrayCall call);
  }
}
