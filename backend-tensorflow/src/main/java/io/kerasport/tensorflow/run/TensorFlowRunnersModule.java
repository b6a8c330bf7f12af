package io.kerasport.tensorflow.run;

import com.google.inject.AbstractModule;
import io.kerasport.run.ModelRunners;
import io.kerasport.spi.KerasportExtension;

/** Binds what runs exported models. */
@KerasportExtension
public final class TensorFlowRunnersModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(ModelRunners.class).to(TensorFlowRunners.class);
  }
}
