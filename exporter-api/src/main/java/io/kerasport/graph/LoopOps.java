package io.kerasport.graph;

import java.util.List;

/** Loops; see {@link Ops}. */
public final class LoopOps {
  private final Ops tf;

  LoopOps(Ops tf) {
    this.tf = tf;
  }

  /**
   * Repeats a body.
   *
   * @param times how often, a scalar of int32
   * @param initial the variables before the first iteration
   * @return the variables after the last one
   */
  public List<Operand> repeat(Operand times, List<Operand> initial, Loop.Body body) {
    return whileTrue(
        initial, (inside, iteration, variables) -> inside.math().less(iteration, times), body);
  }

  /** Repeats a body for as long as a condition holds. */
  public List<Operand> whileTrue(List<Operand> initial, Loop.Condition condition, Loop.Body body) {
    return tf.graph().loop(new Loop(initial, condition, body));
  }
}
