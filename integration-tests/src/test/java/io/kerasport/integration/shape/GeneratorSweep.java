package io.kerasport.integration.shape;

import io.kerasport.model.DType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Ops that make tensors from numbers. */
final class GeneratorSweep {
  private GeneratorSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put(
        "Range",
        v ->
            Row.of(
                "Range",
                v.scalar(v.between(-3, 3)),
                v.scalar(v.between(2, 20)),
                v.scalar(v.between(v.chance(0.1) ? -2 : 1, 4))));
    sweeps.put(
        "Range of real numbers",
        v ->
            Row.of(
                "Range",
                Source.real(v.between(-3, 3) / 2f),
                Source.real(v.between(3, 20) / 3f),
                Source.real(v.between(1, 9) / 4f)));
    sweeps.put(
        "LinSpace",
        v ->
            Row.of(
                "LinSpace",
                Source.real(0),
                Source.real(1),
                v.scalar(v.between(v.chance(0.1) ? 0 : 1, 9))));
    sweeps.put("Fill", v -> Row.of("Fill", shape(v), v.f()));
    sweeps.put(
        "OneHot",
        v -> {
          int rank = v.between(0, 3);
          return Row.of(
                  "OneHot",
                  v.fed(DType.INT32, v.dims(rank)),
                  v.scalar(v.between(v.chance(0.05) ? -1 : 0, 5)),
                  Source.real(1),
                  Source.real(0))
              .attr("axis", v.between(v.chance(0.05) ? -2 : -1, rank + (v.chance(0.05) ? 1 : 0)));
        });
    for (String type : List.of("RandomUniform", "RandomStandardNormal", "TruncatedNormal")) {
      sweeps.put(type, v -> Row.of(type, shape(v)).attr("dtype", DType.FLOAT));
    }
    sweeps.put(
        "RandomUniformInt",
        v -> Row.of("RandomUniformInt", shape(v), v.fed(DType.INT32), v.fed(DType.INT32)));
    for (String type :
        List.of("StatelessRandomUniform", "StatelessRandomNormal", "StatelessTruncatedNormal")) {
      sweeps.put(type, v -> Row.of(type, shape(v), v.fed(DType.INT32, 2)));
    }
    sweeps.put(
        "StatelessRandomUniformFullInt",
        v ->
            Row.of("StatelessRandomUniformFullInt", shape(v), v.fed(DType.INT32, 2))
                .attr("dtype", DType.INT32));
    sweeps.put(
        "StatelessRandomUniformInt",
        v ->
            Row.of(
                "StatelessRandomUniformInt",
                shape(v),
                v.fed(DType.INT32, 2),
                v.fed(DType.INT32),
                v.fed(DType.INT32)));
    for (String type :
        List.of(
            "StatelessRandomUniformV2", "StatelessRandomNormalV2", "StatelessTruncatedNormalV2")) {
      sweeps.put(type, v -> keyed(v, type));
    }
    sweeps.put(
        "StatelessRandomUniformFullIntV2",
        v -> keyed(v, "StatelessRandomUniformFullIntV2").attr("dtype", DType.INT32));
    sweeps.put(
        "StatelessRandomUniformIntV2",
        v -> keyed(v, "StatelessRandomUniformIntV2").in(v.fed(DType.INT32)).in(v.fed(DType.INT32)));
    sweeps.put(
        "StatelessRandomGetKeyCounter",
        v -> Row.of("StatelessRandomGetKeyCounter", v.fed(DType.INT32, 2)));
  }

  private static Source shape(Vary v) {
    return v.vector(v.dimsOfRank(0, 4));
  }

  private static Row keyed(Vary v, String type) {
    return Row.of(
        type, shape(v), v.fed(DType.UINT64, 1), v.fed(DType.UINT64, 2), v.fed(DType.INT32));
  }
}
