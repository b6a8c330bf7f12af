package io.kerasport.djl;

import ai.djl.ndarray.NDList;
import ai.djl.nn.ParallelBlock;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Function;

/** What DJL keeps in private fields, for callers who allow to look there. */
final class PrivateFields {
  private PrivateFields() {}

  /** How a ParallelBlock puts its branches together. */
  @SuppressWarnings("unchecked") // the type is the field's
  static Function<List<NDList>, NDList> mergeOf(ParallelBlock block) {
    try {
      Field field = ParallelBlock.class.getDeclaredField("function");
      field.setAccessible(true);
      return (Function<List<NDList>, NDList>) field.get(block);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw UntraceableException.noCounterpart(
          "a ParallelBlock of this version of DJL (" + e + ")");
    }
  }
}
