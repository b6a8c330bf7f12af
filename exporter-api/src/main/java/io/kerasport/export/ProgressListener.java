package io.kerasport.export;

/** Follows a long export. Calls come from the exporting thread. */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores everything. */
  ProgressListener SILENT = (stage, done, total) -> {};

  /**
   * Reports how far a stage is.
   *
   * @param stage what is being done, in a few words
   * @param done work finished so far: bytes for the checkpoint, layers for graphs
   * @param total all the work of this stage in the same unit
   */
  void progress(String stage, long done, long total);
}
