package io.kerasport.formats.topology;

import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a file counts the calls of each layer, turned into counting from 0.
 *
 * <p>A nested model's own construction may count as call 0. Keras 2 counts it everywhere, except
 * for a Sequential model that was built by being called. Keras 3 counts it for functional models,
 * in the lists of outputs only. Every call of a model feeds another call or an output, so a way of
 * counting that gives an index out of range is not the file's.
 */
final class CallCounts {
  private final Map<String, Counting> countings = new HashMap<>();

  /** What to subtract from references inside calls, and in the list of outputs. */
  private record Counting(int inCalls, int inOutputs) {}

  private static final Counting FROM_ZERO = new Counting(0, 0);
  private static final Counting FROM_ONE = new Counting(1, 1);
  private static final Counting OUTPUTS_FROM_ONE = new Counting(0, 1);

  CallCounts(
      Collection<CalledLayer> layers, List<KerasTensor> outputs, KerasGeneration generation) {
    List<KerasTensor> fromCalls = new ArrayList<>();
    layers.forEach(layer -> layer.calls().forEach(call -> fromCalls.addAll(call.references())));
    Map<String, Set<Integer>> inCalls = indices(fromCalls);
    Map<String, Set<Integer>> inOutputs = indices(outputs);
    for (CalledLayer layer : layers) {
      Model nested = layer.read().layer().nested();
      if (nested != null && layer.read().layer().isModel()) {
        int calls = layer.calls().size();
        Set<Integer> used = inCalls.getOrDefault(layer.name(), Set.of());
        Set<Integer> out = inOutputs.getOrDefault(layer.name(), Set.of());
        for (Counting counting : candidates(nested, generation)) {
          if (fits(used, counting.inCalls(), calls) && fits(out, counting.inOutputs(), calls)) {
            countings.put(layer.name(), counting);
            break;
          }
        }
      }
    }
  }

  private static Map<String, Set<Integer>> indices(List<KerasTensor> references) {
    Map<String, Set<Integer>> found = new HashMap<>();
    for (KerasTensor reference : references) {
      found.computeIfAbsent(reference.layer(), name -> new HashSet<>()).add(reference.node());
    }
    return found;
  }

  private static List<Counting> candidates(Model nested, KerasGeneration generation) {
    return switch (generation) {
      case KERAS_2 -> List.of(FROM_ONE, FROM_ZERO);
      case KERAS_3 ->
          nested.kind() == Model.Kind.FUNCTIONAL
              ? List.of(OUTPUTS_FROM_ONE, FROM_ZERO)
              : List.of(FROM_ZERO);
    };
  }

  private static boolean fits(Set<Integer> indices, int offset, int calls) {
    return indices.stream().allMatch(index -> index >= offset && index - offset < calls);
  }

  KerasTensor inCall(KerasTensor reference) {
    return shifted(reference, countings.getOrDefault(reference.layer(), FROM_ZERO).inCalls());
  }

  KerasTensor inOutputs(KerasTensor reference) {
    return shifted(reference, countings.getOrDefault(reference.layer(), FROM_ZERO).inOutputs());
  }

  private static KerasTensor shifted(KerasTensor reference, int offset) {
    return offset == 0
        ? reference
        : new KerasTensor(reference.layer(), reference.node() - offset, reference.tensor());
  }
}
