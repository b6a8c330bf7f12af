package io.kerasport.integration.keras;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Activation;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** The example of {@code docs/extending.md}, found on the class path like any extension. */
@KerasportExtension
public final class AcmeLayers extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class)
        .addBinding("acme>Scale")
        .to(ScaleSerializer.class);
    MapBinder.newMapBinder(binder(), String.class, Activation.class)
        .addBinding("squared_relu")
        .toInstance((tf, x, generation) -> tf.square(tf.nn().relu(x)));
  }

  static final class ScaleSerializer implements LayerSerializer {
    @Override
    public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
      long channels = inputs.get(0).shape().dim(-1);
      return List.of(
          WeightSpec.trainable(
              "factor", new TensorSpec(layer.variableDType(), Shape.of(channels))));
    }

    @Override
    public LayerOutput call(LayerCall call) {
      Ops tf = call.ops();
      Operand scaled = tf.mul(call.input(), call.weight("factor"));
      return LayerOutput.of(tf.add(scaled, call.config().number("offset", 0)));
    }
  }
}
