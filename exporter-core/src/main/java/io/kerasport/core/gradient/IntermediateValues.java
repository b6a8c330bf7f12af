package io.kerasport.core.gradient;

import io.kerasport.core.backend.FunctionBody;
import io.kerasport.core.backend.GraphRecord;
import io.kerasport.graph.Operand;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a backward iteration takes from the forward one, and what stands for it. */
final class IntermediateValues {
  private final FunctionBody forward;
  private final List<Operand> inputs;
  private final int variables;
  private final Map<Tensor, Operand> needed = new LinkedHashMap<>();
  private final Map<Tensor, Operand> stand = new HashMap<>();
  private Map<Tensor, Operand> popped = Map.of();

  /**
   * None so far.
   *
   * @param forward the body of the forward loop
   * @param inputs the loop's inputs
   * @param variables how many of them change
   */
  IntermediateValues(FunctionBody forward, List<Operand> inputs, int variables) {
    this.forward = forward;
    this.inputs = inputs;
    this.variables = variables;
  }

  boolean isEmpty() {
    return needed.isEmpty();
  }

  /** Tensors of the forward body that change from iteration to iteration. */
  List<Operand> all() {
    return List.copyOf(needed.values());
  }

  /** Says what was taken from the lists in the iteration that is made next. */
  void popped(Map<Tensor, Operand> values) {
    popped = values;
  }

  /** In a trial, an argument stands for each value. */
  Optional<Operand> asArgument(FunctionBody trial, Operand operand) {
    Optional<GraphRecord.Node> node = forward.record().node(operand.operation());
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<Operand> constant = constant(trial, operand, node.get());
    return constant.isPresent()
        ? constant
        : Optional.of(
            stand.computeIfAbsent(
                Tensor.of(operand),
                tensor -> {
                  needed.put(tensor, operand);
                  return trial.argument("intermediate", operand.dtype(), operand.shape());
                }));
  }

  /** In the backward loop, what was taken from its list stands for each value. */
  Optional<Operand> asPopped(FunctionBody backward, Operand operand) {
    return forward
        .record()
        .node(operand.operation())
        .map(
            node ->
                constant(backward, operand, node)
                    .orElseGet(
                        () ->
                            Optional.ofNullable(popped.get(Tensor.of(operand)))
                                .orElseThrow(
                                    () -> new IllegalStateException(operand + " was not kept"))));
  }

  /** What is the same in every iteration: captured tensors, the limit, and constants. */
  private Optional<Operand> constant(FunctionBody body, Operand operand, GraphRecord.Node node) {
    if (node.spec().type().equals("Const")) {
      return Optional.of(body.copy(node.spec()));
    }
    int argument = forward.arguments().indexOf(operand);
    return argument == 1 || argument >= variables
        ? Optional.of(body.own(inputs.get(argument)))
        : Optional.empty();
  }
}
