package io.kerasport.export;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
  /** The parts of a device's name that TensorFlow parses. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(/(job:[A-Za-z][\\w-]*|(replica|task):(\\d+|\\*)"
              + "|(device:[A-Za-z]\\w*|CPU|cpu|GPU|gpu):(\\d+|\\*)))+");

  /**
   * Checks the device.
   *
   * @throws ExportException if TensorFlow knows no device of such a name ({@link
   *     ErrorId#CONFIGURATION})
   */
  public ExportOptions {
    device.ifPresent(ExportOptions::requireDevice);
  }

  private static void requireDevice(String name) {
    if (!DEVICE.matcher(name).matches()) {
      throw new ExportException(
          ErrorId.CONFIGURATION,
          "`" + name + "` is not the name of a device",
          List.of(),
          "Name one as TensorFlow does, such as /GPU:0, /CPU:0 or /job:worker/task:1/device:TPU:0.",
          null);
    }
  }

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
