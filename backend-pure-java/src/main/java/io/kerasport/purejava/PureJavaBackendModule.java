package io.kerasport.purejava;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.core.backend.Backend;
import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.purejava.bundle.BundleReader;
import io.kerasport.spi.KerasportExtension;

/** Binds the pure-Java backend and the checkpoint reader. */
@KerasportExtension
public final class PureJavaBackendModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(PureJavaBackend.NAME)
        .to(PureJavaBackend.class);
    bind(CheckpointReader.class).to(BundleReader.class);
  }
}
