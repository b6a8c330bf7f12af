package io.kerasport.formats;

import com.google.inject.AbstractModule;
import io.kerasport.export.ModelReader;
import io.kerasport.formats.build.Keras3Spelling;
import io.kerasport.formats.data.DataFileReader;
import io.kerasport.run.DataReader;
import io.kerasport.spi.ArchitectureSpelling;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.ModelJson;

/** Binds the readers of Keras files. */
@KerasportExtension
public final class KerasFormatsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(ModelReader.class).to(KerasModelReader.class);
    bind(DataReader.class).to(DataFileReader.class);
    bind(ModelJson.class).to(KerasModelJson.class);
    bind(ArchitectureSpelling.class).to(Keras3Spelling.class);
  }
}
