package io.kerasport.integration.extending;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.GradientRule;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import io.kerasport.spi.SubclassedModel;
import java.util.Arrays;

/** The rest of the page. */
@KerasportExtension
public final class AcmeObjects extends AbstractModule {
  @Override
  protected void configure() {
    gradient();
    onWeights();
    onSteps();
    models();
  }

  private void gradient() {
    MapBinder.newMapBinder(binder(), String.class, GradientRule.class)
        .addBinding("Betainc")
        .toInstance(GradientRule.NO_GRADIENT);
  }

  private void onWeights() {
    MapBinder.newMapBinder(binder(), String.class, Activation.class)
        .addBinding("squared_relu")
        .toInstance((tf, x, generation) -> tf.square(tf.nn().relu(x)));
    MapBinder.newMapBinder(binder(), String.class, Initializer.class)
        .addBinding("acme>Ramp")
        .toInstance(
            (spec, config, seed) -> {
              double[] values = new double[(int) spec.shape().elements()];
              Arrays.setAll(values, i -> config.number("step", 1) * (i + 1));
              TensorValue ramp = TensorValue.ofNumbers(spec.dtype(), spec.shape(), values);
              return channel -> channel.write(ramp.bytes());
            });
    MapBinder.newMapBinder(binder(), String.class, Regularizer.class)
        .addBinding("acme>Sparse")
        .toInstance(
            (tf, x, config) ->
                tf.mul(tf.reduce().sum(tf.math().abs(x), false, 0, 1), config.number("rate", 0.1)));
    MapBinder.newMapBinder(binder(), String.class, Constraint.class)
        .addBinding("acme>Ceiling")
        .toInstance(
            (tf, weight, config) ->
                tf.minimum(weight, tf.scalarLike(weight, config.number("height", 1))));
  }

  private void onSteps() {
    MapBinder.newMapBinder(binder(), String.class, LearningRateSchedule.class)
        .addBinding("acme>Halving")
        .toInstance(
            (tf, iterations, config) -> {
              Operand halvings = tf.cast(iterations, DType.FLOAT);
              Operand half = tf.scalarLike(halvings, 0.5);
              return tf.mul(tf.math().pow(half, halvings), config.number("start"));
            });
    MapBinder.newMapBinder(binder(), String.class, Optimizer.class)
        .addBinding("acme>SignDescent")
        .to(SignDescent.class);
  }

  private void models() {
    MapBinder.newMapBinder(binder(), String.class, SubclassedModel.class)
        .addBinding("acme>Blend")
        .to(Blend.class);
  }
}
