package io.kerasport.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An argument of a layer call: a tensor, a constant, or a nest of those. */
public sealed interface CallArgument {
  /** All tensors inside, in order. */
  default List<KerasTensor> tensors() {
    List<KerasTensor> found = new ArrayList<>();
    collectTensors(found);
    return List.copyOf(found);
  }

  /** Appends the tensors inside to a list, in order. */
  void collectTensors(List<KerasTensor> into);

  /** A tensor of the model. */
  record Tensor(KerasTensor tensor) implements CallArgument {
    @Override
    public void collectTensors(List<KerasTensor> into) {
      into.add(tensor);
    }
  }

  /** A list or tuple. */
  record Sequence(List<CallArgument> items) implements CallArgument {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public void collectTensors(List<KerasTensor> into) {
      items.forEach(item -> item.collectTensors(into));
    }
  }

  /** A dict, in the order of the file. */
  record Mapping(Map<String, CallArgument> entries) implements CallArgument {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public void collectTensors(List<KerasTensor> into) {
      entries.values().forEach(item -> item.collectTensors(into));
    }
  }

  /**
   * A constant.
   *
   * @param value null, Boolean, Long, Double, String, or a {@link Config} for special values such
   *     as slices
   */
  record Constant(@Nullable Object value) implements CallArgument {
    @Override
    public void collectTensors(List<KerasTensor> into) {}
  }
}
