package io.kerasport.graph;

import io.kerasport.model.DType;

/** Random numbers, new ones in every run; see {@link Ops}. */
public final class RandomOps {
  private final GraphBuilder graph;

  RandomOps(GraphBuilder graph) {
    this.graph = graph;
  }

  /**
   * Uniform numbers, at least 0 and less than 1.
   *
   * @param shape a vector of int32
   * @param seed fixes the sequence of numbers; 0 leaves it open
   */
  public Operand uniform(Operand shape, DType dtype, long seed) {
    return graph
        .node("RandomUniform")
        .name("random_uniform")
        .input(shape)
        .attr("dtype", Attr.of(dtype))
        .attr("seed", Attr.of(seed))
        .attr("seed2", Attr.of(seed))
        .buildOutput();
  }
}
