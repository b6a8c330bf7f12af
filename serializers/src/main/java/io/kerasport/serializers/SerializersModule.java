package io.kerasport.serializers;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.serializers.activation.ActivationFunctions;
import io.kerasport.serializers.activation.ActivationLayers;
import io.kerasport.serializers.attention.AttentionLayers;
import io.kerasport.serializers.constraint.Constraints;
import io.kerasport.serializers.convolution.ConvolutionLayers;
import io.kerasport.serializers.core.CoreLayers;
import io.kerasport.serializers.initializer.Initializers;
import io.kerasport.serializers.lookup.LookupLayers;
import io.kerasport.serializers.loss.Losses;
import io.kerasport.serializers.merging.MergingLayers;
import io.kerasport.serializers.metric.Metrics;
import io.kerasport.serializers.normalization.NormalizationLayers;
import io.kerasport.serializers.normalization.SpectralNormalization;
import io.kerasport.serializers.operation.Operations;
import io.kerasport.serializers.optimizer.Optimizers;
import io.kerasport.serializers.pooling.PoolingLayers;
import io.kerasport.serializers.preprocessing.PreprocessingLayers;
import io.kerasport.serializers.recurrent.RecurrentLayers;
import io.kerasport.serializers.recurrent.TimeDistributed;
import io.kerasport.serializers.regularization.RegularizationLayers;
import io.kerasport.serializers.regularizer.Regularizers;
import io.kerasport.serializers.reshaping.ReshapingLayers;
import io.kerasport.serializers.schedule.Schedules;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import java.util.Map;

/**
 * Binds Keras' own layers, losses, metrics and what belongs to them; each family lists its names.
 */
@KerasportExtension
public final class SerializersModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(LayerSerializer.class, CoreLayers.byName());
    bind(LayerSerializer.class, ActivationLayers.byName());
    bind(LayerSerializer.class, AttentionLayers.byName());
    bind(LayerSerializer.class, ConvolutionLayers.byName());
    bind(LayerSerializer.class, PoolingLayers.byName());
    bind(LayerSerializer.class, NormalizationLayers.byName());
    bind(LayerSerializer.class, RegularizationLayers.byName());
    bind(LayerSerializer.class, ReshapingLayers.byName());
    bind(LayerSerializer.class, MergingLayers.byName());
    bind(LayerSerializer.class, PreprocessingLayers.byName());
    bind(LayerSerializer.class, LookupLayers.byName());
    bind(LayerSerializer.class, Operations.byName());
    bind(LayerSerializer.class, RecurrentLayers.byName());
    MapBinder<String, LayerSerializer> wrappers =
        MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class);
    wrappers.addBinding("SpectralNormalization").to(SpectralNormalization.class);
    wrappers.addBinding("TimeDistributed").to(TimeDistributed.class);
    bind(Activation.class, ActivationFunctions.byName());
    bind(Initializer.class, Initializers.byName());
    bind(Loss.class, Losses.byName());
    bind(Metric.class, Metrics.byName());
    bind(Regularizer.class, Regularizers.byName());
    bind(Optimizer.class, Optimizers.byName());
    bind(LearningRateSchedule.class, Schedules.byName());
    bind(Constraint.class, Constraints.byName());
  }

  private <T> void bind(Class<T> type, Map<String, ? extends T> byName) {
    // Guice walks the stack for the source of every binding that is not told one.
    Binder named = binder().withSource(SerializersModule.class);
    MapBinder<String, T> binder = MapBinder.newMapBinder(named, String.class, type);
    byName.forEach((name, instance) -> binder.addBinding(name).toInstance(instance));
  }
}
