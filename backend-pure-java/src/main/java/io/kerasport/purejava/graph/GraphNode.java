package io.kerasport.purejava.graph;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.TensorValue;
import io.kerasport.purejava.ops.CheckedNode;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A node that has passed its checks. */
public final class GraphNode implements Operation {
  private final String name;
  private final CheckedNode checked;
  private final List<GraphTensor> inputs;
  private final Optional<TensorValue> value;
  private final List<GraphTensor> outputs;

  /**
   * A node.
   *
   * @param name full name
   * @param checked its definition, attributes and output types
   * @param inputs its inputs; those of a list input lie one after the other
   * @param value the value of a {@code Const}
   * @param inferred one entry for each output
   */
  public GraphNode(
      String name,
      CheckedNode checked,
      List<GraphTensor> inputs,
      Optional<TensorValue> value,
      List<InferredOutput> inferred) {
    this.name = name;
    this.checked = checked;
    this.inputs = List.copyOf(inputs);
    this.value = value;
    List<GraphTensor> tensors = new ArrayList<>();
    for (int i = 0; i < inferred.size(); i++) {
      tensors.add(new GraphTensor(this, i, checked.outputTypes().get(i), inferred.get(i)));
    }
    this.outputs = Collections.unmodifiableList(tensors);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return checked.op().getName();
  }

  @Override
  public List<Operand> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /** One output. */
  public GraphTensor output(int index) {
    return outputs.get(index);
  }

  /** The inputs; those of a list input lie one after the other. */
  public List<GraphTensor> inputs() {
    return inputs;
  }

  /** Complete attributes. */
  public NodeAttrs attrs() {
    return checked.attrs();
  }

  /** The value of a {@code Const}. */
  public Optional<TensorValue> value() {
    return value;
  }

  /** Whether running the node may have effects or give another result each time. */
  public boolean isStateful() {
    return checked.op().getIsStateful();
  }

  @Override
  public String toString() {
    return type() + " " + name;
  }
}
