package io.kerasport.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.kerasport.djl.Value.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs forward passes on arrays without elements. */
final class Tracer {
  private final BlockTree tree;
  private final LayerWriter out;
  private final NDManager manager = new SymbolicManager(this).manager();

  Tracer(BlockTree tree, LayerWriter out) {
    this.tree = tree;
    this.out = out;
  }

  NDManager manager() {
    return manager;
  }

  /** What a Block makes of its inputs. */
  List<Value> forward(Block block, List<Value> inputs) {
    return values(block.forward(new SymbolicParameters(), list(inputs), false));
  }

  List<Value> values(NDList arrays) {
    return arrays.stream().map(SymbolicArray::valueOf).toList();
  }

  NDArray array(Value value) {
    return new SymbolicArray(this, value).array();
  }

  NDList list(List<Value> values) {
    NDList list = new NDList();
    values.forEach(value -> list.add(array(value)));
    return list;
  }

  /** A method's layers belong to the Block whose parameters it takes, if it takes any. */
  List<Value> apply(ArrayOp op, String name, Value self, List<@Nullable Object> arguments) {
    String before = out.path();
    String owner = owner(self, arguments);
    if (owner != null) {
      out.at(owner);
    }
    try {
      return op.apply(new ArrayCall(name, self, arguments, out));
    } finally {
      out.at(before);
    }
  }

  private @Nullable String owner(Value self, List<@Nullable Object> arguments) {
    List<@Nullable Object> all = new ArrayList<>(arguments);
    all.add(self);
    for (Object argument : all) {
      if (argument instanceof List<?> list && !list.isEmpty()) {
        argument = list.get(0);
      }
      if (argument instanceof Stored stored) {
        return tree.owner(stored.parameter());
      }
    }
    return null;
  }

  /** Hands out parameters without elements, too. */
  private final class SymbolicParameters extends ParameterStore {
    SymbolicParameters() {
      super(manager, false);
    }

    @Override
    public @Nullable NDArray getValue(
        @Nullable Parameter parameter, Device device, boolean training) {
      return parameter == null ? null : array(new Stored(parameter));
    }
  }
}
