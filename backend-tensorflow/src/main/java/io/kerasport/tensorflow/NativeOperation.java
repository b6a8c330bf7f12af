package io.kerasport.tensorflow;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;
import org.tensorflow.internal.c_api.TF_Operation;

/** A node of a native graph. Its handle is valid until that graph closes. */
final class NativeOperation implements Operation {
  private final NativeGraph graph;
  private final TF_Operation handle;
  private final String name;
  private final String type;
  private final List<Operand> outputs;

  NativeOperation(
      NativeGraph graph, TF_Operation handle, String name, String type, List<Spec> outputs) {
    this.graph = graph;
    this.handle = handle;
    this.name = name;
    this.type = type;
    this.outputs =
        outputs.stream().<Operand>map(spec -> new Output(this, spec.index(), spec)).toList();
  }

  NativeGraph graph() {
    return graph;
  }

  TF_Operation handle() {
    return handle;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public List<Operand> outputs() {
    return outputs;
  }

  @Override
  public String toString() {
    return type + " " + name;
  }

  /** What TensorFlow inferred for one output. */
  record Spec(int index, DType dtype, Shape shape) {}

  private record Output(NativeOperation operation, int index, Spec spec) implements Operand {
    @Override
    public DType dtype() {
      return spec.dtype();
    }

    @Override
    public Shape shape() {
      return spec.shape();
    }

    @Override
    public String toString() {
      return tensorName();
    }
  }
}
