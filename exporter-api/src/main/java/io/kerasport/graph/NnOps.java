package io.kerasport.graph;

/** TensorFlow's neural network ops; see {@link Ops}. */
public final class NnOps {
  private final GraphBuilder graph;

  NnOps(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Adds a vector along the last axis. */
  public Operand biasAdd(Operand x, Operand bias) {
    return graph.node("BiasAdd").input(x).input(bias).buildOutput();
  }

  public Operand relu(Operand x) {
    return graph.node("Relu").input(x).buildOutput();
  }
}
