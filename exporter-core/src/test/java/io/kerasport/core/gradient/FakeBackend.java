package io.kerasport.core.gradient;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.NodeSpec;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;

/**
 * Takes any op. A node has two outputs of shape (2,), of the type in its attribute {@code dtype},
 * else float.
 */
final class FakeBackend implements Backend {
  final List<NodeSpec> nodes = new ArrayList<>();
  final Map<String, GradientRule> own = new HashMap<>();

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public BackendGraph newGraph() {
    return new FakeGraph();
  }

  @Override
  public TensorFlowVersion version() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OpDef opDef(String type) {
    return OpDef.newBuilder()
        .addAttr(
            OpDef.AttrDef.newBuilder()
                .setName("slope")
                .setDefaultValue(AttrValue.newBuilder().setF(0.5f)))
        .build();
  }

  @Override
  public Optional<GradientRule> gradientRule(GradientCall call) {
    return Optional.ofNullable(own.get(call.operation().type()));
  }

  @Override
  public void writeCheckpoint(
      Path prefix, List<CheckpointEntry> entries, ProgressListener progress) {
    throw new UnsupportedOperationException();
  }

  private final class FakeGraph implements BackendGraph {
    @Override
    public Operation add(NodeSpec node) {
      nodes.add(node);
      DType dtype =
          node.attrs().get("dtype") instanceof Attr.Type type ? type.value() : DType.FLOAT;
      return new Node(node.name(), node.type(), dtype);
    }

    @Override
    public OpDef opDef(String type) {
      return FakeBackend.this.opDef(type);
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

  private record Node(String name, String type, DType dtype) implements Operation {
    @Override
    public List<Operand> outputs() {
      return List.of(new Output(this, 0, dtype), new Output(this, 1, dtype));
    }
  }

  private record Output(Operation operation, int index, DType dtype) implements Operand {
    @Override
    public Shape shape() {
      return Shape.of(2);
    }
  }
}
