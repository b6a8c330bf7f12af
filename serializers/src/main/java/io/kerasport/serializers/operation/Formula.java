package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import java.util.List;

/** What an operation computes. */
@FunctionalInterface
interface Formula {
  /** The outputs of one call. */
  List<Operand> of(OperationCall call);

  /** What an operation with one output computes. */
  @FunctionalInterface
  interface OfOne {
    Operand of(OperationCall call);
  }
}
