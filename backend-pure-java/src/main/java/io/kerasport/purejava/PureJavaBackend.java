package io.kerasport.purejava;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.purejava.bundle.BundleWriter;
import io.kerasport.purejava.ops.OpRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.OpDef;

/** Builds graphs as protos and writes checkpoints as files. Loads no native code. */
@Singleton
final class PureJavaBackend implements Backend {
  static final String NAME = "pure-java";

  private final OpRegistry registry = OpRegistry.bundled();
  private final TensorFlowVersion version = BundledTensorFlow.version();

  @Inject
  PureJavaBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BackendGraph newGraph() {
    return new PureJavaGraph(registry, version);
  }

  @Override
  public TensorFlowVersion version() {
    return version;
  }

  @Override
  public OpDef opDef(String type) {
    return registry
        .find(type)
        .orElseThrow(() -> new IllegalArgumentException("TensorFlow has no op " + type));
  }

  @Override
  public void writeCheckpoint(
      Path prefix, List<CheckpointEntry> entries, ProgressListener progress) {
    new BundleWriter(prefix).write(entries, progress);
  }
}
