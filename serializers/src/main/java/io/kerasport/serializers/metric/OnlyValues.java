package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.List;

/**
 * A metric of values rather than of targets and predictions, which is refused: a model compiled
 * with one fails in Keras as soon as it is evaluated.
 */
final class OnlyValues implements Metric {
  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    return List.of(
        "metric "
            + metric.name()
            + " takes values, not targets and predictions, so no model can be compiled with it");
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    return List.of();
  }

  @Override
  public void update(MetricCall call) {
    throw new IllegalStateException("refused by unsupported");
  }

  @Override
  public Operand result(MetricResultCall call) {
    throw new IllegalStateException("refused by unsupported");
  }
}
