package io.kerasport.tensorflow.run;

import io.kerasport.core.publish.TemporaryDirectory;
import io.kerasport.core.savedmodel.SavedModelFile;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Exporter;
import io.kerasport.model.Model;
import io.kerasport.run.Device;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.ModelRunners;
import io.kerasport.run.RunOptions;
import io.kerasport.tensorflow.NativeLibrary;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tensorflow.proto.ConfigProto;

/** Opens runners. */
final class TensorFlowRunners implements ModelRunners {
  private final NativeLibrary library;
  private final Provider<Exporter> exporter;
  private final Clock clock;
  private final Device configured;

  @Inject
  TensorFlowRunners(
      NativeLibrary library, Provider<Exporter> exporter, Clock clock, Device configured) {
    this.library = library;
    this.exporter = exporter;
    this.clock = clock;
    this.configured = configured;
  }

  @Override
  public ModelRunner open(Path savedModel, RunOptions options) {
    Set<String> tags = tags(savedModel);
    library.load();
    return new TensorFlowRunner(savedModel, tags, config(options), clock, null);
  }

  @Override
  public ModelRunner open(Model model, RunOptions options) {
    library.load();
    TemporaryDirectory directory = TemporaryDirectory.create();
    try {
      Path savedModel =
          exporter
              .get()
              .export(
                  model,
                  directory.path().resolve("model"),
                  ExportOptions.builder().exactPath(true).build())
              .path();
      return new TensorFlowRunner(savedModel, tags(savedModel), config(options), clock, directory);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  private static Set<String> tags(Path savedModel) {
    Set<String> tags = new LinkedHashSet<>();
    SavedModelFile.read(savedModel)
        .proto()
        .getMetaGraphsList()
        .forEach(metaGraph -> tags.addAll(metaGraph.getMetaInfoDef().getTagsList()));
    return tags;
  }

  private ConfigProto config(RunOptions options) {
    Device device = options.device().orElse(configured);
    ConfigProto.Builder config = ConfigProto.newBuilder().setAllowSoftPlacement(true);
    if (device == Device.GPU) {
      library.requireGpu();
    } else if (device == Device.CPU) {
      config.putDeviceCount("GPU", 0);
    }
    return config.build();
  }
}
