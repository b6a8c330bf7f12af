package io.kerasport.core.objective;

import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.core.graph.Prediction;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * An output with what it is measured against.
 *
 * @param compiled its losses and metrics
 * @param prediction what the model predicts
 * @param target the placeholder of its targets
 */
record MeasuredOutput(CompiledOutput compiled, Prediction prediction, Operand target) {

  /** Adds the target's placeholder: the prediction's type and rank, every size unknown. */
  static MeasuredOutput add(Ops root, CompiledOutput compiled, Prediction prediction) {
    Shape shape = prediction.value().shape();
    GraphBuilder graph = root.graph();
    Operand target =
        graph
            .node("Placeholder")
            .name(targetKey(compiled))
            .attr("dtype", Attr.of(prediction.value().dtype()))
            .attr("shape", Attr.of(shape.hasRank() ? Shape.ofRank(shape.rank()) : shape))
            .buildOutput();
    return new MeasuredOutput(compiled, prediction, target);
  }

  /**
   * Adds the placeholder through which sample weights are fed; ones by default.
   *
   * @param rank the number of its axes
   */
  Operand sampleWeight(Ops root, int rank) {
    Operand value = prediction.value();
    DType dtype = value.dtype().isFloating() ? value.dtype() : DType.FLOAT;
    String name = compiled.output() + "_sample_weights";
    Ops ops = root.withScope(name + "_default");
    List<Operand> sizes = new ArrayList<>();
    sizes.add(ops.arrays().size(value, 0));
    for (int i = 1; i < rank; i++) {
      sizes.add(ops.scalar(1));
    }
    Operand ones =
        ops.arrays().fill(ops.arrays().pack(sizes, 0), ops.constant(TensorValue.scalar(dtype, 1)));
    return root.graph()
        .node("PlaceholderWithDefault")
        .name(name)
        .input(ones)
        .attr("shape", Attr.of(Shape.ofRank(rank)))
        .buildOutput();
  }

  /** Element type and shape of the prediction. */
  TensorSpec predictionSpec() {
    return spec(prediction);
  }

  /** Element type and shape of a prediction. */
  static TensorSpec spec(Prediction prediction) {
    return new TensorSpec(prediction.value().dtype(), prediction.value().shape());
  }

  /** The key of the target in the signature. */
  static String targetKey(CompiledOutput compiled) {
    return compiled.output() + "_target";
  }
}
