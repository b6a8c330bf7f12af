package io.kerasport.tensorflow;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** What a native call says of its outcome. */
final class NativeStatus {
  private NativeStatus() {}

  /** TensorFlow's message, or empty if the call succeeded. */
  static Optional<String> failure(TF_Status status) {
    return tensorflow.TF_GetCode(status) == tensorflow.TF_OK
        ? Optional.empty()
        : Optional.of(message(status));
  }

  /** TensorFlow's message. */
  static String message(TF_Status status) {
    return tensorflow.TF_Message(status).getString(StandardCharsets.UTF_8);
  }
}
