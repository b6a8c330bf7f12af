package io.kerasport.tensorflow;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.OpDef;

/** The backend over native TensorFlow. Making one loads nothing; its methods do. */
final class TensorFlowBackend implements Backend {
  static final String NAME = "tensorflow";

  private final NativeLibrary library;

  @Inject
  TensorFlowBackend(NativeLibrary library) {
    this.library = library;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BackendGraph newGraph() {
    return new NativeGraph(library.ops());
  }

  @Override
  public TensorFlowVersion version() {
    return library.version();
  }

  @Override
  public OpDef opDef(String type) {
    return library.ops().get(type);
  }

  @Override
  public Optional<GradientRule> gradientRule(GradientCall call) {
    return new NativeGradients(library.ops()).rule(call);
  }

  @Override
  public void writeCheckpoint(
      Path prefix, List<CheckpointEntry> entries, ProgressListener progress) {
    new CheckpointSaver(prefix, entries, progress).save(library.ops());
  }
}
