package io.kerasport.purejava.shape;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.TensorValue;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.graph.InferredOutput;
import io.kerasport.purejava.ops.CheckedNode;
import java.util.List;
import java.util.Optional;

/** Infers the static shapes of one graph's nodes. Remembers the constants found on the way. */
public final class ShapeInference {
  private final ConstantEvaluator constants = new ConstantEvaluator();

  /**
   * The shapes of a node's outputs.
   *
   * @param name the node's name, for error messages
   * @param node what it is
   * @param inputs its inputs; those of a list input lie one after the other
   * @param value the value of a {@code Const}
   * @throws ExportException if the shapes of its inputs contradict its op
   */
  public List<InferredOutput> infer(
      String name, CheckedNode node, List<GraphTensor> inputs, Optional<TensorValue> value) {
    InferenceContext context = new InferenceContext(node, inputs, value, constants);
    ShapeFunction function = ShapeFunctions.find(node.op().getName());
    if (function == null || TensorFormat.isPacked(node.attrs())) {
      return context.inferred();
    }
    try {
      function.infer(context);
    } catch (ShapeException e) {
      throw new ExportException(
          ErrorId.GRAPH,
          "Node `%s` contradicts its op %s".formatted(name, node.op().getName()),
          List.of(new Problem(String.valueOf(e.getMessage()), "inputs " + inputs)),
          "",
          e);
    }
    return context.inferred();
  }
}
