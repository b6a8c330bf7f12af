package io.kerasport.graph;

/** Reductions over axes, which count from the back when negative; see {@link Ops}. */
public final class ReduceOps {
  private final Ops tf;

  ReduceOps(Ops tf) {
    this.tf = tf;
  }

  public Operand sum(Operand x, boolean keepDims, int... axes) {
    return reduce("Sum", x, keepDims, axes);
  }

  public Operand mean(Operand x, boolean keepDims, int... axes) {
    return reduce("Mean", x, keepDims, axes);
  }

  public Operand max(Operand x, boolean keepDims, int... axes) {
    return reduce("Max", x, keepDims, axes);
  }

  public Operand min(Operand x, boolean keepDims, int... axes) {
    return reduce("Min", x, keepDims, axes);
  }

  public Operand prod(Operand x, boolean keepDims, int... axes) {
    return reduce("Prod", x, keepDims, axes);
  }

  public Operand all(Operand x, boolean keepDims, int... axes) {
    return reduce("All", x, keepDims, axes);
  }

  public Operand any(Operand x, boolean keepDims, int... axes) {
    return reduce("Any", x, keepDims, axes);
  }

  private Operand reduce(String type, Operand x, boolean keepDims, int... axes) {
    return tf.graph()
        .node(type)
        .input(x)
        .input(tf.ints(type + "/reduction_indices", axes))
        .attr("keep_dims", Attr.of(keepDims))
        .buildOutput();
  }
}
