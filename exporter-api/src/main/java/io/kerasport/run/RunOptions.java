package io.kerasport.run;

/**
 * How to run a model.
 *
 * @param cpuOnly leave GPUs alone, even where TensorFlow's library could use them
 */
public record RunOptions(boolean cpuOnly) {
  /** On whatever device TensorFlow chooses. */
  public static RunOptions defaults() {
    return new RunOptions(false);
  }
}
