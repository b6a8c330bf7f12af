package io.kerasport.tensorflow;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.core.backend.Backend;
import io.kerasport.spi.KerasportExtension;

/** Binds the native backend under the name {@code tensorflow}. */
@KerasportExtension
public final class TensorFlowBackendModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(TensorFlowBackend.NAME)
        .to(TensorFlowBackend.class)
        .in(Singleton.class);
  }
}
