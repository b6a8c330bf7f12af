package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models trained on DJL's PyTorch engine predict the same once they are exported. */
@Tag("djl-live")
final class LiveExportTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void anExportPredictsWhatDjlPredicts(TestModel which) {
    try (ai.djl.Model trained = DjlTraining.trained(which);
        NDManager manager = trained.getNDManager().newSubManager()) {
      NDList inputs = DjlTraining.inputs(manager, which, 100);
      NDList expected = DjlTraining.predict(manager, trained.getBlock(), inputs);
      io.kerasport.model.Model model = Exported.model(which, trained.getBlock());
      for (String backend : List.of("pure-java", "tensorflow")) {
        Path exported = Exported.export(model, backend, directory.resolve(backend));
        List<float[]> found = Exported.predict(model, exported, Exported.tensors(inputs));
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
          Difference difference = Difference.of(found.get(i), expected.get(i).toFloatArray());
          System.out.printf("%s on %s: output %d, %s%n", which, backend, i, difference);
          assertThat(difference.relative()).as("%s on %s", which, backend).isLessThan(1e-5);
        }
      }
    }
  }
}
