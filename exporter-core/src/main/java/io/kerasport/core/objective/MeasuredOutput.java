package io.kerasport.core.objective;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An output in a graph with what it is measured against.
 *
 * @param bound its losses and metrics
 * @param target the placeholder of its targets
 */
record MeasuredOutput(BoundOutput bound, Operand target) {

  /** Adds the target's placeholder: the prediction's type and rank, every size unknown. */
  static MeasuredOutput add(Ops root, BoundOutput bound) {
    Shape shape = bound.spec().shape();
    Operand target =
        root.graph()
            .node("Placeholder")
            .name(bound.targetName())
            .attr("dtype", Attr.of(bound.spec().dtype()))
            .attr("shape", Attr.of(shape.hasRank() ? Shape.ofRank(shape.rank()) : shape))
            .buildOutput();
    return new MeasuredOutput(bound, target);
  }

  Operand prediction() {
    return bound.prediction().value();
  }

  @Nullable Operand mask() {
    return bound.prediction().mask();
  }

  /** Adds the placeholder of sample weights, one for each sample or each of its steps. */
  Operand sampleWeight(Ops root) {
    return sampleWeight(root, prediction(), bound.weighsSteps() ? 2 : 1);
  }

  /**
   * Adds the placeholder through which sample weights are fed, float32; ones by default.
   *
   * @param like a tensor whose first sizes are those of the weights
   * @param rank the number of their axes
   */
  Operand sampleWeight(Ops root, Operand like, int rank) {
    String name = bound.name() + "_sample_weights";
    Ops ops = root.withScope(name + "_default");
    Operand one = ops.constant(TensorValue.scalar(DType.FLOAT, 1));
    return root.graph()
        .node("PlaceholderWithDefault")
        .name(name)
        .input(ops.arrays().fill(ops.arrays().shape(like, 0, rank), one))
        .attr("shape", Attr.of(Shape.ofRank(rank)))
        .buildOutput();
  }
}
