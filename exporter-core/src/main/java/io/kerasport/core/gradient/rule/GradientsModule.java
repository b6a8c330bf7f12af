package io.kerasport.core.gradient.rule;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.spi.GradientRule;
import java.util.Map;
import java.util.stream.Stream;

/** Binds Kerasport's own gradient rules. Extensions bind theirs in the same map. */
public final class GradientsModule extends AbstractModule {
  @Override
  protected void configure() {
    // Guice walks the stack for the source of every binding that is not told one.
    Binder named = binder().withSource(GradientsModule.class);
    MapBinder<String, GradientRule> bound =
        MapBinder.newMapBinder(named, String.class, GradientRule.class);
    Stream.of(
            ActivationGradients.rules(),
            ArithmeticGradients.rules(),
            ConstantGradients.rules(),
            ConvolutionGradients.rules(),
            CrossEntropyGradients.rules(),
            DiagonalGradients.rules(),
            EinsumGradients.rules(),
            FunctionGradients.rules(),
            ImageGradients.rules(),
            IndexingGradients.rules(),
            JoiningGradients.rules(),
            LayoutGradients.rules(),
            ListGradients.rules(),
            MatrixGradients.rules(),
            NormalizationGradients.rules(),
            PassingGradients.rules(),
            PoolingGradients.rules(),
            ReductionGradients.rules(),
            RunningGradients.rules(),
            SelectionGradients.rules(),
            SlicingGradients.rules())
        .map(Map::entrySet)
        .flatMap(rules -> rules.stream().sorted(Map.Entry.comparingByKey()))
        .forEach(rule -> bound.addBinding(rule.getKey()).toInstance(rule.getValue()));
  }
}
