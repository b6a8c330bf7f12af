package io.kerasport.export;

/**
 * The purposes a model is exported for, each a MetaGraph of its own, in the order in which a
 * SavedModel holds them.
 *
 * <p>Tags, signature keys and method names follow TensorFlow's {@code signature_constants} and
 * {@code tag_constants}.
 */
public enum Mode {
  TRAIN("train", "train", "tensorflow/supervised/training"),
  EVAL("eval", "eval", "tensorflow/supervised/eval"),
  PREDICT("serve", "serving_default", "tensorflow/serving/predict");

  private final String tag;
  private final String signatureKey;
  private final String methodName;

  Mode(String tag, String signatureKey, String methodName) {
    this.tag = tag;
    this.signatureKey = signatureKey;
    this.methodName = methodName;
  }

  /** The tag of the MetaGraph. */
  public String tag() {
    return tag;
  }

  /** The key of the mode's SignatureDef. */
  public String signatureKey() {
    return signatureKey;
  }

  /** The method name inside that SignatureDef. */
  public String methodName() {
    return methodName;
  }
}
