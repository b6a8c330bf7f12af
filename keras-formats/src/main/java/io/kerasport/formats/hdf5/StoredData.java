package io.kerasport.formats.hdf5;

import io.kerasport.formats.source.ByteSource;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * The data of a dataset, checked with the source that it lies in.
 *
 * @param values streams them
 * @param source holds them
 */
record StoredData(WeightData values, ByteSource source) implements WeightData {
  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    values.writeTo(channel);
  }

  @Override
  public void verify() throws IOException {
    source.verify();
  }
}
