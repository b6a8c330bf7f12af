package io.kerasport.integration.extending;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LayerSerializer;

/** The layer of the page, found on the class path like any extension. */
@KerasportExtension
public final class AcmeLayers extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class)
        .addBinding("acme>Scale")
        .to(ScaleSerializer.class);
  }
}
