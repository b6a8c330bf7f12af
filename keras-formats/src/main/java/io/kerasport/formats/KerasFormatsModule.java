package io.kerasport.formats;

import com.google.inject.AbstractModule;
import io.kerasport.export.ModelReader;
import io.kerasport.formats.build.Keras3Spelling;
import io.kerasport.formats.data.DataFileReader;
import io.kerasport.formats.data.NpzWriter;
import io.kerasport.run.DataReader;
import io.kerasport.run.DataWriter;
import io.kerasport.spi.ArchitectureSpelling;
import io.kerasport.spi.KerasportExtension;
import io.kerasport.spi.ModelJson;

/** Binds the readers of Keras files, and what reads and writes data to run models with. */
@KerasportExtension
public final class KerasFormatsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(ModelReader.class).to(KerasModelReader.class);
    bind(DataReader.class).to(DataFileReader.class);
    bind(DataWriter.class).to(NpzWriter.class);
    bind(ModelJson.class).to(KerasModelJson.class);
    bind(ArchitectureSpelling.class).to(Keras3Spelling.class);
  }
}
