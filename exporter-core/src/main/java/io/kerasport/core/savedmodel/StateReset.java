package io.kerasport.core.savedmodel;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.SignatureDef;

/**
 * The signature that sets the states which layers carry over back to zeros, as {@code
 * reset_states()} does in Keras. It takes nothing and gives true, so that every server can call it.
 */
final class StateReset {
  static final String KEY = "reset_states";

  private static final String METHOD = "tensorflow/serving/predict";

  private StateReset() {}

  /** Adds the ops to a graph; gives nothing if no layer in it carries states over. */
  static Optional<SignatureDef> addTo(ForwardGraph graph) {
    List<GraphVariable> states =
        graph.variables().stream()
            .filter(variable -> !variable.weightSpec().stored())
            .map(LayerVariable::variable)
            .toList();
    if (states.isEmpty()) {
      return Optional.empty();
    }
    Ops ops = graph.ops().withScope(KEY);
    List<Operation> assignments = new ArrayList<>();
    states.forEach(state -> assignments.add(reset(ops, state)));
    Operand done =
        new Ops(ops.graph().withControls(assignments))
            .identity(ops.constant(TensorValue.scalar(DType.BOOL, 1)));
    return Optional.of(
        SignatureDef.newBuilder()
            .setMethodName(METHOD)
            .putOutputs("done", Signatures.info(done))
            .build());
  }

  private static Operation reset(Ops ops, GraphVariable state) {
    int[] sizes = Arrays.stream(state.spec().shape().dims()).mapToInt(Math::toIntExact).toArray();
    Operand zero = ops.constant(TensorValue.scalar(state.spec().dtype(), 0));
    return ops.graph()
        .node("AssignVariableOp")
        .input(state.handle())
        .input(ops.arrays().fill(ops.ints(sizes), zero))
        .build();
  }
}
