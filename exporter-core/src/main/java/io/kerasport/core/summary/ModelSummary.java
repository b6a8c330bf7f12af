package io.kerasport.core.summary;

import io.kerasport.export.Problem;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.List;

/**
 * What a model consists of.
 *
 * @param name the model's name
 * @param isChain whether each layer feeds just the next one, so that connections say nothing
 * @param rows its layers in their order, input layers of Sequential models left out
 * @param trainable the parameters that training changes
 * @param nonTrainable those it leaves alone
 * @param untold those stored for layers of which nobody knows what training changes
 * @param problems what an export would refuse
 */
public record ModelSummary(
    String name,
    boolean isChain,
    List<Row> rows,
    Parameters trainable,
    Parameters nonTrainable,
    Parameters untold,
    List<Problem> problems) {
  public ModelSummary {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /** All parameters. */
  public Parameters total() {
    return trainable.plus(nonTrainable).plus(untold);
  }

  /**
   * A layer.
   *
   * @param name its name
   * @param className its Keras class
   * @param outputs the shapes of its outputs at its last call; empty if it is never called, or
   *     nobody can tell
   * @param parameters how many parameters it has, nested layers included
   * @param connectedTo the tensors its calls take, as {@code layer[call][output]}
   * @param nested the layers of the model it is, if it is one
   */
  public record Row(
      String name,
      String className,
      List<Shape> outputs,
      long parameters,
      List<String> connectedTo,
      List<Row> nested) {
    public Row {
      outputs = List.copyOf(outputs);
      connectedTo = List.copyOf(connectedTo);
      nested = List.copyOf(nested);
    }
  }

  /**
   * A number of parameters.
   *
   * @param count how many
   * @param bytes how much room they take
   */
  public record Parameters(long count, long bytes) {
    static final Parameters NONE = new Parameters(0, 0);

    static Parameters of(TensorSpec spec) {
      return new Parameters(spec.shape().elements(), spec.byteSize());
    }

    Parameters plus(Parameters other) {
      return new Parameters(count + other.count, bytes + other.bytes);
    }
  }
}
