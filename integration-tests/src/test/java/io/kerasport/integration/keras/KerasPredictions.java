package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.integration.keras.ServedModel.Prediction;
import io.kerasport.model.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What an export of a fixture predicts beside what Keras predicted. */
final class KerasPredictions {
  private KerasPredictions() {}

  /** Serves an export and compares every output. */
  static void assertPredicted(Fixture fixture, Path exported) throws IOException {
    Map<String, Npz.Array> data = Npz.read(fixture.data());
    Map<String, Npz.Array> inputs = new LinkedHashMap<>();
    for (int i = 0; i < fixture.inputs().size(); i++) {
      inputs.put(fixture.inputs().get(i), array(data, "input_" + i));
    }
    try (ServedModel served = ServedModel.load(exported)) {
      Map<String, Prediction> predicted = served.predict(inputs);
      for (int i = 0; i < fixture.outputs().size(); i++) {
        String name = fixture.outputs().get(i);
        Prediction expected = ServedModel.prediction(array(data, "output_" + i));
        assertThat(predicted).containsKey(name);
        assertClose(
            name,
            Objects.requireNonNull(predicted.get(name)),
            expected,
            tolerance(fixture, expected));
      }
    }
  }

  /**
   * Compares an output with that of Keras.
   *
   * @param tolerance of numbers, relative to the largest magnitude
   */
  static void assertClose(String name, Prediction actual, Prediction expected, double tolerance) {
    assertThat(actual.shape()).as("shape of %s", name).isEqualTo(expected.shape());
    assertThat(actual.texts()).as("texts of %s", name).isEqualTo(expected.texts());
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      error = Math.max(error, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    assertThat(error)
        .as("largest difference in %s, whose largest magnitude is %s", name, largest)
        .isLessThanOrEqualTo(tolerance * largest);
  }

  private static double tolerance(Fixture fixture, Prediction expected) {
    return expected.dtype() == DType.DOUBLE ? 1e-13 : fixture.tolerance();
  }

  private static Npz.Array array(Map<String, Npz.Array> data, String name) {
    return Objects.requireNonNull(data.get(name), name);
  }
}
