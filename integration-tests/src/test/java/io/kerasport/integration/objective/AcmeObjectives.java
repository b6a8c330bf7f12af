package io.kerasport.integration.objective;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.List;

/**
 * The loss and the metric of {@code docs/extending.md}, and a layer of the fixtures that masks
 * steps in which everything is 0.
 */
@KerasportExtension
public final class AcmeObjectives extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Loss.class)
        .addBinding("acme>Quantile")
        .toInstance(
            call -> {
              Ops tf = call.ops();
              double q = call.config().number("q", 0.5);
              Operand error = tf.sub(call.target(), call.prediction());
              Operand pinball = tf.maximum(tf.mul(error, q), tf.mul(error, q - 1));
              return tf.reduce().mean(pinball, false, -1);
            });
    MapBinder.newMapBinder(binder(), String.class, Metric.class)
        .addBinding("acme>LargestError")
        .to(LargestError.class);
    MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class)
        .addBinding("acme>MaskZero")
        .toInstance(AcmeObjectives::maskZero);
  }

  public static final class LargestError implements Metric {
    @Override
    public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
      return List.of(new MetricVariable("largest", TensorValue.scalar(DType.FLOAT, 0)));
    }

    @Override
    public void update(MetricCall call) {
      Ops tf = call.ops();
      Operand error = tf.math().abs(tf.sub(call.target(), call.prediction()));
      Operand ofBatch = tf.reduce().max(error, false, 0, 1);
      call.assign("largest", tf.maximum(call.variable("largest"), ofBatch));
    }

    @Override
    public Operand result(MetricResultCall call) {
      return call.variable("largest");
    }
  }

  private static LayerOutput maskZero(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand isSomething =
        tf.graph()
            .node("NotEqual")
            .input(x)
            .input(tf.scalarLike(x, 0))
            .attr("incompatible_shape_error", Attr.of(true))
            .buildOutput();
    return LayerOutput.of(x).withMask(tf.reduce().any(isSomething, false, -1));
  }
}
