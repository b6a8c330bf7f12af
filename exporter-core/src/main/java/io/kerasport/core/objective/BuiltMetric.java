package io.kerasport.core.objective;

import io.kerasport.graph.Operand;
import java.util.List;

/**
 * A metric in a graph.
 *
 * @param name its unique name
 * @param value its value; reads the state only
 * @param update an empty tensor whose evaluation takes a batch into the state
 * @param variables the variables of the state
 */
public record BuiltMetric(
    String name, Operand value, Operand update, List<StateVariable> variables) {
  public BuiltMetric {
    variables = List.copyOf(variables);
  }
}
