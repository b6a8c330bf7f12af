package io.kerasport.integration.build;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.LivePython;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built models in the hands of a living Keras. */
@Tag("keras-live")
final class BuiltLiveTest {
  @TempDir Path folder;

  @Test
  void kerasReadsBuiltModelsAndPredictsAsTheirExports() throws Exception {
    List<String> exports = new ArrayList<>();
    for (String backend : List.of("pure-java", "tensorflow")) {
      KerasportRuntime kerasport = Runtimes.through(backend);
      for (var model : BuiltModels.byName().entrySet()) {
        Path to = folder.resolve(backend).resolve(model.getKey());
        exports.add(
            kerasport
                .exporter()
                .export(kerasport.builder().build(model.getValue().get()), to)
                .path()
                .toString());
      }
    }

    new LivePython(folder).run("built.py", exports.toArray(String[]::new));
  }
}
