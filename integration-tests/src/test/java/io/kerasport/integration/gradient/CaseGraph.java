package io.kerasport.integration.gradient;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The graph of a row: inputs fed as float64, the op in the tested type, and a loss in float64,
 * which is the sum of all elements of its outputs with random weights.
 */
final class CaseGraph {
  private static final String INPUT = "x";

  private final GradientCase row;
  private final DType type;
  private final Knowledge knowledge;
  private final Ops tf;
  private final List<Operand> fed = new ArrayList<>();
  private final Operation op;

  CaseGraph(GradientCase row, DType type, Knowledge knowledge, GraphBuilder builder) {
    this.row = row;
    this.type = type;
    this.knowledge = knowledge;
    tf = new Ops(builder);
    op = op();
  }

  private Operation op() {
    NodeBuilder node = tf.graph().node(row.type()).name("op");
    List<Operand> list = new ArrayList<>();
    List<Argument> arguments = row.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      Operand input = argument.constant() ? constant(argument) : placeholder(i, argument);
      if (argument.list() == Argument.SINGLE) {
        node.input(input);
        continue;
      }
      list.add(input);
      if (i + 1 == arguments.size() || arguments.get(i + 1).list() != argument.list()) {
        node.inputs(list);
        list = new ArrayList<>();
      }
    }
    row.attrs().forEach(node::attr);
    return node.build();
  }

  private Operand placeholder(int index, Argument argument) {
    Operand fedHere =
        tf.graph()
            .node("Placeholder")
            .name(INPUT + index)
            .attr("dtype", Attr.of(argument.dtype()))
            .attr("shape", Attr.of(knowledge.of(argument.shape())))
            .buildOutput();
    if (argument.differentiated()) {
      fed.add(fedHere);
    }
    return argument.dtype() == DType.DOUBLE ? tf.cast(fedHere, type) : fedHere;
  }

  private Operand constant(Argument argument) {
    ByteBuffer bytes =
        ByteBuffer.allocate(argument.values().length * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : argument.values()) {
      bytes.putInt((int) value);
    }
    return tf.constant(
        "c", TensorValue.ofBytes(new TensorSpec(DType.INT32, argument.shape()), bytes.array()));
  }

  /** What is fed, by name. */
  Map<String, RunningGraph.Value> feeds() {
    Map<String, RunningGraph.Value> feeds = new LinkedHashMap<>();
    for (int i = 0; i < row.arguments().size(); i++) {
      Argument argument = row.arguments().get(i);
      if (!argument.constant()) {
        feeds.put(
            INPUT + i,
            new RunningGraph.Value(argument.dtype(), argument.shape(), argument.values()));
      }
    }
    return feeds;
  }

  /** The tensors whose gradients are tested. */
  List<Operand> xs() {
    return fed;
  }

  /** The outputs that count. */
  List<Operand> outputs() {
    return op.outputs().stream()
        .filter(output -> output.dtype().isFloating() && row.usesOutput(output.index()))
        .toList();
  }

  /**
   * Adds the loss.
   *
   * @param shapes of the outputs, as they are when the graph runs
   */
  Operand loss(List<Shape> shapes) {
    Random random = new Random(7);
    List<Operand> sums = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int count = Math.toIntExact(shapes.get(i).elements());
      float[] weights = new float[count];
      for (int j = 0; j < count; j++) {
        weights[j] = Math.round(8 * random.nextGaussian()) / 8f;
      }
      Operand flat = tf.arrays().reshape(tf.cast(outputs().get(i), DType.DOUBLE), -1);
      Operand weight =
          tf.cast(tf.constant(TensorValue.ofFloats(Shape.of(count), weights)), DType.DOUBLE);
      sums.add(tf.reduce().sum(tf.mul(flat, weight), false, 0));
    }
    return tf.graph().node("AddN").name("loss").inputs(sums).buildOutput();
  }
}
