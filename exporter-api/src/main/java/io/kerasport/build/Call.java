package io.kerasport.build;

/** One call of a layer or model. Two calls with equal arguments are still two. */
public final class Call {
  private final Block callee;
  private final Arguments arguments;

  Call(Block callee, Arguments arguments) {
    this.callee = callee;
    this.arguments = arguments;
  }

  /** What is called. */
  public Block callee() {
    return callee;
  }

  /** What it is called with. */
  public Arguments arguments() {
    return arguments;
  }
}
