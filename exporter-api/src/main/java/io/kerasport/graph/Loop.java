package io.kerasport.graph;

import java.util.List;

/**
 * A loop as {@link GraphBuilder#loop} takes it.
 *
 * <p>Condition and body may be asked for more than once: where a variable's static shape changes
 * from one iteration to the next, they are asked again with what stays known of it. They must make
 * their nodes through the facade that they are given.
 *
 * @param initial the variables before the first iteration
 * @param condition whether there is another iteration
 * @param body one iteration
 */
public record Loop(List<Operand> initial, Condition condition, Body body) {
  public Loop {
    initial = List.copyOf(initial);
  }

  /** Decides before each iteration. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Adds the nodes of the decision.
     *
     * @param tf makes them
     * @param iteration how many iterations are done, a scalar of int32
     * @param variables the variables' values
     * @return a scalar of bool
     */
    Operand holds(Ops tf, Operand iteration, List<Operand> variables);
  }

  /** Makes new values of the variables. */
  @FunctionalInterface
  public interface Body {
    /**
     * Adds the nodes of one iteration.
     *
     * @param tf makes them
     * @param iteration how many iterations are done, a scalar of int32
     * @param variables the variables' values
     * @return their next values, of the same element types
     */
    List<Operand> next(Ops tf, Operand iteration, List<Operand> variables);
  }
}
