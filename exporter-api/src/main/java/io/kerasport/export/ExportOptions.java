package io.kerasport.export;

import java.util.Optional;

/**
 * How to export a model.
 *
 * @param exactPath write to the given directory itself, which must be absent or empty, instead of a
 *     timestamped child of it
 * @param device the device to pin the model's operations to, such as {@code /GPU:0}; a graph
 *     without a device runs anywhere, one with a GPU device fails on servers that have none
 * @param progress is told how far the export is
 */
public record ExportOptions(boolean exactPath, Optional<String> device, ProgressListener progress) {

  /** A timestamped child directory, no device, silent. */
  public static ExportOptions defaults() {
    return new ExportOptions(false, Optional.empty(), ProgressListener.SILENT);
  }

  /** These options with the exact path instead of a timestamped child. */
  public ExportOptions withExactPath() {
    return new ExportOptions(true, device, progress);
  }

  /** These options with every model operation pinned to a device. */
  public ExportOptions withDevice(String name) {
    return new ExportOptions(exactPath, Optional.of(name), progress);
  }

  /** These options with a listener. */
  public ExportOptions withProgress(ProgressListener listener) {
    return new ExportOptions(exactPath, device, listener);
  }
}
