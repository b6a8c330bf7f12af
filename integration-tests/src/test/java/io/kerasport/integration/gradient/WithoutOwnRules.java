package io.kerasport.integration.gradient;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.TensorFlowVersion;
import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.OpDef;

/** A backend that differentiates nothing itself. */
record WithoutOwnRules(Backend backend) implements Backend {
  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public BackendGraph newGraph() {
    return backend.newGraph();
  }

  @Override
  public TensorFlowVersion version() {
    return backend.version();
  }

  @Override
  public OpDef opDef(String type) {
    return backend.opDef(type);
  }

  @Override
  public void writeCheckpoint(
      Path prefix, List<CheckpointEntry> entries, ProgressListener progress) {
    backend.writeCheckpoint(prefix, entries, progress);
  }
}
