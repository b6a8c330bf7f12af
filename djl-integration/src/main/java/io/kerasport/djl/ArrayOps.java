package io.kerasport.djl;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The methods of DJL's arrays that have a meaning in Keras layers. */
final class ArrayOps {
  private static final Map<String, ArrayOp> ALL = all();

  private ArrayOps() {}

  private static Map<String, ArrayOp> all() {
    Map<String, ArrayOp> ops = new HashMap<>();
    Activations.addTo(ops);
    Arithmetic.addTo(ops);
    Arrangements.addTo(ops);
    Shapes.addTo(ops);
    Indexing.addTo(ops);
    Products.addTo(ops);
    Convolutions.addTo(ops);
    TransposedConvolutions.addTo(ops);
    Poolings.addTo(ops);
    Normalizations.addTo(ops);
    Embeddings.addTo(ops);
    Reductions.addTo(ops);
    Recurrences.addTo(ops);
    return Map.copyOf(ops);
  }

  /** The methods, in alphabetical order. */
  static SortedSet<String> names() {
    return new TreeSet<>(ALL.keySet());
  }

  /** What a method means; null if it has no meaning here. */
  static @Nullable ArrayOp find(String method) {
    return ALL.get(method);
  }
}
