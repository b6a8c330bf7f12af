package io.kerasport.integration.shape;

import io.kerasport.model.DType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reductions along axes. */
final class ReductionSweep {
  private ReductionSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    for (String type : List.of("Mean", "Sum", "Max", "Min", "Prod", "EuclideanNorm")) {
      sweeps.put(type, v -> reduce(v, type, DType.FLOAT));
    }
    for (String type : List.of("Any", "All")) {
      sweeps.put(type, v -> reduce(v, type, DType.BOOL));
    }
    for (String type : List.of("ArgMax", "ArgMin")) {
      sweeps.put(
          type,
          v -> {
            int rank = v.between(0, 3);
            return Row.of(type, v.f(v.dims(rank)), v.scalar(v.axis(rank)));
          });
    }
  }

  private static Row reduce(Vary v, String type, DType dtype) {
    int rank = v.between(0, 4);
    Source axes =
        v.chance(0.2)
            ? v.scalar(v.axis(rank))
            : v.vector(IntStream.of(v.axes(rank)).asLongStream().toArray());
    return Row.of(type, v.fed(dtype, v.dims(rank)), axes).attr("keep_dims", v.flip());
  }
}
