package io.kerasport.core.backend;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;

/** Keeps what it is asked for; every node has one float output of unknown shape. */
final class RecordingGraph implements BackendGraph {
  final List<NodeSpec> nodes = new ArrayList<>();

  private record Recorded(String name, String type) implements Operation {
    @Override
    public List<Operand> outputs() {
      return List.of(new Output(this));
    }
  }

  private record Output(Operation operation) implements Operand {
    @Override
    public int index() {
      return 0;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT;
    }

    @Override
    public Shape shape() {
      return Shape.unknown();
    }
  }

  @Override
  public Operation add(NodeSpec node) {
    nodes.add(node);
    return new Recorded(node.name(), node.type());
  }

  @Override
  public OpDef opDef(String type) {
    return OpDef.getDefaultInstance();
  }

  @Override
  public BackendGraph newBody() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addFunction(FunctionDef function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(Operation old, Operation by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GraphDef toGraphDef() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
