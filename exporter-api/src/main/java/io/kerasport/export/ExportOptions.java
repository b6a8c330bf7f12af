package io.kerasport.export;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to export a model.
 *
 * @param exactPath write to the given directory itself, which must be absent or empty, instead of a
 *     timestamped child of it
 * @param asText write {@code saved_model.pbtxt}, the proto as text, instead of {@code
 *     saved_model.pb}
 * @param servingOnly leave out what evaluation and training would need; the one MetaGraph then also
 *     carries the object graph, from which {@code tf.saved_model.load} makes callable functions
 * @param fusedLstm in the serving graph, make an LSTM one kernel, {@code BlockLSTMV2}, where that
 *     gives the same numbers: with its default activations, in float32 and without masks. On CPU it
 *     answers single samples and small batches several times as fast as the loop; over large
 *     batches the loop can be faster, and no compiler such as XLA takes the kernel. The result's
 *     warnings name the LSTMs that stay loops
 * @param device the device to pin the model's operations to, such as {@code /GPU:0}; a graph
 *     without a device runs anywhere, one with a GPU device fails on servers that have none
 * @param inputSignature what the graph takes, instead of what the model's input layers say
 * @param signatureKeys the names that callers use for inputs and outputs
 * @param customObjects what serves names of the model for this export alone
 * @param progress is told how far the export is
 */
public record ExportOptions(
    boolean exactPath,
    boolean asText,
    boolean servingOnly,
    boolean fusedLstm,
    Optional<String> device,
    Optional<InputSignature> inputSignature,
    SignatureKeys signatureKeys,
    CustomObjects customObjects,
    ProgressListener progress) {
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

  /** A timestamped child directory with a binary proto, every mode, no device, silent. */
  public static ExportOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. */
  public static final class Builder {
    private boolean exactPath;
    private boolean asText;
    private boolean servingOnly;
    private boolean fusedLstm;
    private Optional<String> device = Optional.empty();
    private Optional<InputSignature> inputSignature = Optional.empty();
    private SignatureKeys signatureKeys = SignatureKeys.ofModel();
    private CustomObjects customObjects = CustomObjects.none();
    private ProgressListener progress = ProgressListener.SILENT;

    private Builder() {}

    /** Writes to the given directory itself if true, else to a timestamped child of it. */
    public Builder exactPath(boolean exact) {
      exactPath = exact;
      return this;
    }

    /** Writes the proto as text if true. */
    public Builder asText(boolean text) {
      asText = text;
      return this;
    }

    /** Exports the serving graph alone, with the object graph, if true. */
    public Builder servingOnly(boolean only) {
      servingOnly = only;
      return this;
    }

    /** Makes LSTMs one kernel in the serving graph, where that gives the same numbers, if true. */
    public Builder fusedLstm(boolean fused) {
      fusedLstm = fused;
      return this;
    }

    /** Pins every operation of the model to a device. */
    public Builder device(String name) {
      device = Optional.of(name);
      return this;
    }

    /** Says what the graph takes, instead of the model's input layers. */
    public Builder inputSignature(InputSignature signature) {
      inputSignature = Optional.of(signature);
      return this;
    }

    /** Gives inputs and outputs other keys in the signatures. */
    public Builder signatureKeys(SignatureKeys keys) {
      signatureKeys = keys;
      return this;
    }

    /** Serves names of the model for this export alone. */
    public Builder customObjects(CustomObjects objects) {
      customObjects = objects;
      return this;
    }

    /** Tells a listener how far the export is. */
    public Builder progress(ProgressListener listener) {
      progress = listener;
      return this;
    }

    /**
     * The options.
     *
     * @throws ExportException if TensorFlow knows no device of the name that was given
     */
    public ExportOptions build() {
      return new ExportOptions(
          exactPath,
          asText,
          servingOnly,
          fusedLstm,
          device,
          inputSignature,
          signatureKeys,
          customObjects,
          progress);
    }
  }
}
