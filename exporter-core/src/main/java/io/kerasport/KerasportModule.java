package io.kerasport;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.build.ArchitectureBuilder;
import io.kerasport.core.clone.SerializerCatalog;
import io.kerasport.core.gradient.rule.GradientsModule;
import io.kerasport.core.load.SavedModelLoader;
import io.kerasport.core.pipeline.ExportPipeline;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Exporter;
import io.kerasport.export.ModelBuilder;
import io.kerasport.export.ModelLoader;
import io.kerasport.run.Device;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Initializer;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import io.kerasport.spi.SubclassedModel;
import jakarta.inject.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Binds the pipeline, and declares the maps that extensions contribute to. */
public final class KerasportModule extends AbstractModule {
  private final Settings settings;

  /** A module with the settings found in system properties, environment and configuration file. */
  public KerasportModule() {
    this(Settings.load(Map.of()));
  }

  KerasportModule(Settings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class);
    MapBinder.newMapBinder(binder(), String.class, Activation.class);
    MapBinder.newMapBinder(binder(), String.class, Initializer.class);
    MapBinder.newMapBinder(binder(), String.class, Loss.class);
    MapBinder.newMapBinder(binder(), String.class, Metric.class);
    MapBinder.newMapBinder(binder(), String.class, Optimizer.class);
    MapBinder.newMapBinder(binder(), String.class, LearningRateSchedule.class);
    MapBinder.newMapBinder(binder(), String.class, Regularizer.class);
    MapBinder.newMapBinder(binder(), String.class, Constraint.class);
    MapBinder.newMapBinder(binder(), String.class, SubclassedModel.class);
    MapBinder.newMapBinder(binder(), String.class, Backend.class);
    install(new GradientsModule());
    bind(Device.class).toInstance(settings.device());
    bind(Clock.class).toInstance(Clock.systemUTC());
    bind(Exporter.class).to(ExportPipeline.class);
    bind(ModelLoader.class).to(SavedModelLoader.class);
    bind(ModelBuilder.class).to(ArchitectureBuilder.class);
    bind(LayerSerializers.class).to(SerializerCatalog.class);
  }

  @Provides
  @Singleton
  Backend chosenBackend(Map<String, Provider<Backend>> backends) {
    Provider<Backend> chosen = backends.get(settings.backend());
    if (chosen == null) {
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "There is no backend called `" + settings.backend() + "`",
          List.of(),
          "On the class path: " + new TreeSet<>(backends.keySet()) + ".",
          null);
    }
    return chosen.get();
  }
}
