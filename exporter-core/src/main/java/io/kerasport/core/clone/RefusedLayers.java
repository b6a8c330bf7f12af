package io.kerasport.core.clone;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Layers of Keras that are refused, and why. */
public final class RefusedLayers {
  private static final String FOREIGN =
      "it holds a program of another library, which is never run; rebuild it from Keras layers";
  private static final String AUDIO =
      "Fourier transforms of sounds have no counterpart yet; compute them before the model";
  private static final String COLUMNS =
      "feature columns are preprocessing outside Keras; use its preprocessing layers, such as"
          + " StringLookup and CategoryEncoding";
  private static final String UNBOUND = "it has no counterpart yet; change images before the model";

  private static final Map<String, String> REASONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "Lambda",
                  "it holds Python code, which is never run; rebuild it from Keras"
                      + " layers, or write it as a layer of its own and register a serializer for"
                      + " that"),
              Map.entry(
                  "TFSMLayer",
                  "it holds the path of a SavedModel, which is never opened; serve that SavedModel"
                      + " itself"),
              Map.entry("DenseFeatures", COLUMNS),
              Map.entry("SequenceFeatures", COLUMNS),
              Map.entry("JaxLayer", FOREIGN),
              Map.entry("FlaxLayer", FOREIGN),
              Map.entry("TorchModuleWrapper", FOREIGN),
              Map.entry("STFTSpectrogram", AUDIO),
              Map.entry("MelSpectrogram", AUDIO),
              Map.entry("AutoContrast", UNBOUND),
              Map.entry("ContrastLimitedAdaptiveHistogramEqualization", UNBOUND),
              Map.entry("Equalization", UNBOUND),
              Map.entry("MaxNumBoundingBoxes", UNBOUND),
              Map.entry(
                  "Pipeline",
                  "it has no counterpart yet; call its layers one after the other in the model"),
              Map.entry("Solarization", UNBOUND)));

  private RefusedLayers() {}

  /** Reasons by class name. */
  public static Map<String, String> reasons() {
    return Map.copyOf(REASONS);
  }

  /** Why a class is refused, if it is one of these. */
  static Optional<String> reason(String className) {
    return Optional.ofNullable(REASONS.get(className));
  }
}
