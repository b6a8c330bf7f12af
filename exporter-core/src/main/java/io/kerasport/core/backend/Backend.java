package io.kerasport.core.backend;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.export.ProgressListener;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.OpDef;

/** A way to build graphs and write checkpoints, bound by the name users choose it with. */
public interface Backend {
  /** The name it is chosen by, such as {@code pure-java}. */
  String name();

  /**
   * An empty graph.
   *
   * @throws io.kerasport.export.ExportException if the backend cannot start, with the way out
   */
  BackendGraph newGraph();

  /** The TensorFlow whose ops this backend emits. */
  TensorFlowVersion version();

  /**
   * The definition of an op.
   *
   * @throws IllegalArgumentException if there is no such op
   */
  OpDef opDef(String type);

  /**
   * The rule with which this backend differentiates a node itself; empty if it cannot. It goes
   * before one that is bound for all backends.
   */
  default Optional<GradientRule> gradientRule(GradientCall call) {
    return Optional.empty();
  }

  /**
   * Writes a checkpoint as one TensorBundle shard.
   *
   * @param prefix path prefix of the bundle's files; their directory exists
   * @param entries what to store, at least one, sorted by key in unsigned byte order, keys distinct
   * @param progress is told the bytes written and their total
   * @throws io.kerasport.export.ExportException if a source fails or gives a wrong number of bytes
   */
  void writeCheckpoint(Path prefix, List<CheckpointEntry> entries, ProgressListener progress);
}
