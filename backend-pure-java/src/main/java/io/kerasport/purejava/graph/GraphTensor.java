package io.kerasport.purejava.graph;

import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Optional;

/** One output of a node. */
public final class GraphTensor implements Operand {
  private final GraphNode node;
  private final int index;
  private final DType dtype;
  private final InferredOutput inferred;

  GraphTensor(GraphNode node, int index, DType dtype, InferredOutput inferred) {
    this.node = node;
    this.index = index;
    this.dtype = dtype;
    this.inferred = inferred;
  }

  @Override
  public GraphNode operation() {
    return node;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public Shape shape() {
    return inferred.shape();
  }

  /** What the resource or variant behind this handle holds, if it is a handle and that is known. */
  public Optional<TensorSpec> held() {
    return inferred.held();
  }

  @Override
  public String toString() {
    return tensorName() + " " + dtype.kerasName() + shape();
  }
}
