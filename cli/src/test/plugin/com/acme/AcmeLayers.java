package com.acme;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.kerasport.spi.Activation;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.LayerSerializer;

/** Binds a layer and an activation. */
@KerasportExtension
public final class AcmeLayers extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, LayerSerializer.class)
        .addBinding("acme>Scale")
        .to(ScaleSerializer.class);
    MapBinder.newMapBinder(binder(), String.class, Activation.class)
        .addBinding("acme>squared_relu")
        .toInstance((tf, x, generation) -> tf.square(tf.nn().relu(x)));
  }
}
