package io.kerasport.serializers.activation;

import static java.util.Map.entry;

import io.kerasport.spi.Activation;
import java.util.Map;

/** The names of the activation functions. */
public final class ActivationFunctions {
  private ActivationFunctions() {}

  /** Functions by the name Keras gives them. */
  public static Map<String, Activation> byName() {
    return Map.ofEntries(
        entry("linear", (tf, x, keras) -> x),
        entry("relu", (tf, x, keras) -> tf.nn().relu(x)),
        entry("relu6", (tf, x, keras) -> tf.nn().relu6(x)),
        entry("elu", (tf, x, keras) -> tf.nn().elu(x)),
        entry("selu", (tf, x, keras) -> tf.nn().selu(x)),
        entry("sigmoid", (tf, x, keras) -> tf.math().sigmoid(x)),
        entry("tanh", (tf, x, keras) -> tf.math().tanh(x)),
        entry("silu", (tf, x, keras) -> tf.mul(x, tf.math().sigmoid(x))),
        entry("swish", (tf, x, keras) -> tf.mul(x, tf.math().sigmoid(x))),
        entry("softmax", (tf, x, keras) -> tf.nn().softmax(x)),
        entry("softplus", (tf, x, keras) -> tf.nn().softplus(x)),
        entry("softsign", (tf, x, keras) -> tf.nn().softsign(x)));
  }
}
