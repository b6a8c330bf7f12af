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
    return random("RandomUniform", "random_uniform", shape, dtype, seed);
  }

  /**
   * Numbers of the normal distribution with mean 0 and deviation 1.
   *
   * @param shape a vector of int32
   * @param seed fixes the sequence of numbers; 0 leaves it open
   */
  public Operand normal(Operand shape, DType dtype, long seed) {
    return random("RandomStandardNormal", "random_normal", shape, dtype, seed);
  }

  private Operand random(String type, String name, Operand shape, DType dtype, long seed) {
    return graph
        .node(type)
        .name(name)
        .input(shape)
        .attr("dtype", Attr.of(dtype))
        .attr("seed", Attr.of(seed))
        .attr("seed2", Attr.of(seed))
        .buildOutput();
  }
}
