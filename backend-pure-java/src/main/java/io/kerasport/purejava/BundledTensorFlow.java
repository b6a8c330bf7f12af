package io.kerasport.purejava;

import io.kerasport.core.backend.TensorFlowVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads which TensorFlow the bundled op definitions come from. */
final class BundledTensorFlow {
  private static final String RESOURCE = "tensorflow.properties";

  private BundledTensorFlow() {}

  static TensorFlowVersion version() {
    Properties properties = new Properties();
    try (InputStream in = BundledTensorFlow.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + RESOURCE);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
    return new TensorFlowVersion(
        required(properties, "version"),
        required(properties, "git_version"),
        Integer.parseInt(required(properties, "producer")),
        Integer.parseInt(required(properties, "min_consumer")));
  }

  private static String required(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(RESOURCE + " has no " + key);
    }
    return value;
  }
}
