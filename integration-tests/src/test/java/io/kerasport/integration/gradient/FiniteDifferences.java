package io.kerasport.integration.gradient;

import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Central differences of a loss, with steps and an error that fit the precision. */
final class FiniteDifferences {
  private FiniteDifferences() {}

  static List<double[]> of(
      RunningGraph graph,
      String loss,
      Map<String, RunningGraph.Value> feeds,
      List<String> xs,
      DType precision) {
    double step = step(precision);
    List<double[]> gradients = new ArrayList<>();
    for (String tensor : xs) {
      String x = tensor.substring(0, tensor.indexOf(':'));
      RunningGraph.Value at = Objects.requireNonNull(feeds.get(x));
      double[] gradient = new double[at.values().length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] =
            (moved(graph, loss, feeds, x, at, i, step) - moved(graph, loss, feeds, x, at, i, -step))
                / (2 * step);
      }
      gradients.add(gradient);
    }
    return gradients;
  }

  private static double step(DType precision) {
    return switch (precision) {
      case DOUBLE -> 1e-5;
      case FLOAT -> 1e-2;
      case HALF -> 1d / 8;
      default -> throw new IllegalArgumentException(precision.toString());
    };
  }

  static double error(DType precision) {
    return precision == DType.DOUBLE ? 1e-6 : 2e-2;
  }

  private static double moved(
      RunningGraph graph,
      String loss,
      Map<String, RunningGraph.Value> feeds,
      String x,
      RunningGraph.Value at,
      int element,
      double by) {
    double[] values = at.values().clone();
    values[element] += by;
    Map<String, RunningGraph.Value> moved = new LinkedHashMap<>(feeds);
    moved.put(x, new RunningGraph.Value(at.dtype(), at.shape(), values));
    return graph.run(moved, List.of(loss)).get(0).values()[0];
  }
}
