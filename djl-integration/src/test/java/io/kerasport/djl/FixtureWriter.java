package io.kerasport.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the fixtures: parameters of models trained with DJL's PyTorch engine as DJL saves them,
 * inputs, and what DJL predicts for these. Not run with the tests, but by
 *
 * <pre>./mvnw -Pdjl-live -pl djl-integration -am test -Dtest=FixtureWriter \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@Tag("djl-live")
final class FixtureWriter {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "fixtures");

  @ParameterizedTest
  @EnumSource
  void writes(TestModel which) throws IOException {
    if (!which.isSmall()) {
      return;
    }
    try (ai.djl.Model trained = DjlTraining.trained(which);
        NDManager manager = trained.getNDManager().newSubManager()) {
      NDList inputs = DjlTraining.inputs(manager, which, 100);
      NDList outputs = DjlTraining.predict(manager, trained.getBlock(), inputs);
      try (DataOutputStream file =
          new DataOutputStream(
              new GZIPOutputStream(Files.newOutputStream(DIRECTORY.resolve(which + ".gz"))))) {
        trained.getBlock().saveParameters(file);
        write(inputs, file);
        write(outputs, file);
      }
    }
  }

  private static void write(NDList arrays, DataOutputStream file) throws IOException {
    byte[] encoded = arrays.encode();
    file.writeInt(encoded.length);
    file.write(encoded);
  }
}
