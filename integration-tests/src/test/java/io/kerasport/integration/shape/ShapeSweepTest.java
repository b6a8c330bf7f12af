package io.kerasport.integration.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares both backends on pseudo-random invocations of every op that has a shape function. */
final class ShapeSweepTest {
  private static final int ROWS = Integer.getInteger("shape.sweep.rows", 60);

  static List<Named<Map.Entry<String, Function<Vary, Row>>>> sweeps() {
    Map<String, Function<Vary, Row>> sweeps = new TreeMap<>();
    ElementwiseSweep.addTo(sweeps);
    MatrixSweep.addTo(sweeps);
    ConvSweep.addTo(sweeps);
    ArraySweep.addTo(sweeps);
    SliceSweep.addTo(sweeps);
    GeneratorSweep.addTo(sweeps);
    ReductionSweep.addTo(sweeps);
    StateSweep.addTo(sweeps);
    TextSweep.addTo(sweeps);
    ConstantSweep.addTo(sweeps);
    return sweeps.entrySet().stream().map(sweep -> Named.of(sweep.getKey(), sweep)).toList();
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void infersWhatTensorFlowInfers(Map.Entry<String, Function<Vary, Row>> sweep) {
    Vary vary = new Vary(sweep.getKey().hashCode());
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    try (BothBackends both = new BothBackends()) {
      for (int i = 0; i < ROWS; i++) {
        Row row = sweep.getValue().apply(vary);
        BothBackends.Comparison comparison = both.compare(row);
        comparison.difference().ifPresent(differences::add);
        accepted += comparison.accepted() ? 1 : 0;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(accepted).as("rows that TensorFlow accepts").isGreaterThan(ROWS / 4);
  }
}
