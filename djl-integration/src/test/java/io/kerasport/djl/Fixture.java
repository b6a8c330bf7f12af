package io.kerasport.djl;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A trained model without an engine.
 *
 * @param block with the parameters DJL saved
 * @param inputs what DJL predicted for
 * @param outputs what it predicted
 */
record Fixture(Block block, NDList inputs, NDList outputs) {
  static Fixture of(TestModel which) {
    try (InputStream resource =
            Objects.requireNonNull(
                Fixture.class.getResourceAsStream("/fixtures/" + which + ".gz"));
        DataInputStream file = new DataInputStream(new GZIPInputStream(resource))) {
      Block block = which.block();
      block.loadParameters(PassthroughNDManager.INSTANCE, file);
      return new Fixture(block, read(file), read(file));
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException("the fixture of " + which, e);
    }
  }

  private static NDList read(DataInputStream file) throws IOException {
    byte[] encoded = new byte[file.readInt()];
    file.readFully(encoded);
    return NDList.decode(PassthroughNDManager.INSTANCE, encoded);
  }
}
