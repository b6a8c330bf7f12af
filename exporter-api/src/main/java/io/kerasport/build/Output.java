package io.kerasport.build;

/**
 * A tensor that a call gives.
 *
 * @param call the call
 * @param index which of its outputs, counted from 0
 */
public record Output(Call call, int index) implements Tensor {

  /** Another output of the same call, such as a state that a recurrent layer returns. */
  public Output sibling(int other) {
    return new Output(call, other);
  }
}
