package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.build.Input;
import io.kerasport.build.KerasLayer;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.Recurrent;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Recurrent layers that were described in Java: how they start, and what they drop. */
final class BuiltRecurrentTest {
  private static final int SAMPLES = 64;
  private static final int STEPS = 3;
  private static final int UNITS = 64;
  private static final double RATE = 0.25;
  private static final double KEPT = 1 / (1 - RATE);

  @TempDir Path directory;

  @Test
  void theForgetGateStartsWithOnes() throws IOException {
    assertThat(bias(Recurrent.lstm(2))).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(bias(Recurrent.of(Recurrent.lstmCell(2)))).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(bias(Recurrent.lstm(2).biasInitializer("ones").set("unit_forget_bias", false)))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
  }

  private static float[] bias(KerasLayer<?> layer) throws IOException {
    Model model =
        Runtimes.through("pure-java").builder().build(Sequential.of(Input.shape(4, 3)).add(layer));
    Layer last = model.layers().get(model.layers().size() - 1);
    for (Weight weight : last.weights().orElseThrow()) {
      if (weight.spec().shape().rank() == 1) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        weight.data().writeTo(Channels.newChannel(bytes));
        float[] values = new float[bytes.size() / Float.BYTES];
        ByteBuffer.wrap(bytes.toByteArray())
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
        return values;
      }
    }
    throw new AssertionError("no bias in " + last);
  }

  /** Inputs of ones come out as they are, so the outputs are what they were multiplied by. */
  @Test
  void inputsAreDroppedAtTheRateAndAlikeInAllSteps() {
    Recurrent layer =
        Recurrent.simple(UNITS)
            .activation("linear")
            .kernelInitializer("identity")
            .recurrentInitializer("zeros")
            .dropout(RATE)
            .returnSequences();
    Path export = export(layer);

    double[] trained = outputs(export, "train", "predictions/y");
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int unit = 0; unit < UNITS; unit++) {
        double first = at(trained, sample, 0, unit);
        assertThat(first).isIn(0.0, (double) (float) KEPT);
        assertThat(at(trained, sample, 1, unit)).isEqualTo(first);
        assertThat(at(trained, sample, 2, unit)).isEqualTo(first);
      }
    }
    assertDroppedAtTheRate(Arrays.stream(trained).filter(value -> value == 0).count());
    assertThat(outputs(export, "serve", "y")).containsOnly(1);
    assertThat(outputs(export, "eval", "predictions/y")).containsOnly(1);
  }

  /** The state begins with 0, is multiplied by the mask in every step, and 1 is added. */
  @Test
  void statesAreDroppedAtTheRateAndAlikeInAllSteps() {
    Recurrent layer =
        Recurrent.simple(UNITS)
            .activation("linear")
            .kernelInitializer("zeros")
            .recurrentInitializer("identity")
            .biasInitializer("ones")
            .recurrentDropout(RATE)
            .returnSequences();
    Path export = export(layer);

    double[] trained = outputs(export, "train", "predictions/y");
    long dropped = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int unit = 0; unit < UNITS; unit++) {
        double mask = at(trained, sample, 1, unit) - 1;
        assertThat(at(trained, sample, 0, unit)).isEqualTo(1);
        assertThat(Math.min(Math.abs(mask), Math.abs(mask - KEPT))).isLessThan(1e-5);
        assertThat(at(trained, sample, 2, unit)).isCloseTo((1 + mask) * mask + 1, within(1e-5));
        dropped += mask < KEPT / 2 ? STEPS : 0;
      }
    }
    assertDroppedAtTheRate(dropped);
    assertThat(at(outputs(export, "serve", "y"), 0, 2, 0)).isEqualTo(3);
  }

  /** Within six standard deviations of what is expected of so many elements. */
  private static void assertDroppedAtTheRate(long inAllSteps) {
    double count = (double) SAMPLES * UNITS;
    double deviation = Math.sqrt(count * RATE * (1 - RATE));
    assertThat((double) inAllSteps / STEPS).isCloseTo(count * RATE, within(6 * deviation));
  }

  private static double at(double[] outputs, int sample, int step, int unit) {
    return outputs[(sample * STEPS + step) * UNITS + unit];
  }

  private Path export(Recurrent layer) {
    Sequential described =
        Sequential.of(Input.shape(STEPS, UNITS).named("x"))
            .add(layer.named("y"))
            .compile(Compile.with("sgd").loss("mse"));
    Model model = Runtimes.through("pure-java").builder().build(described);
    return Runtimes.through("pure-java").exporter().export(model, directory).path();
  }

  private static double[] outputs(Path export, String tag, String output) {
    float[] ones = new float[SAMPLES * STEPS * UNITS];
    Arrays.fill(ones, 1);
    try (RunnableGraph graph = RunnableGraph.load(export, tag);
        Tensor x =
            TFloat32.tensorOf(Shape.of(SAMPLES, STEPS, UNITS), DataBuffers.of(ones, true, false))) {
      List<String> keys = List.copyOf(graph.signature().getInputsMap().keySet());
      String input =
          keys.stream().filter(key -> !key.endsWith("_target")).findFirst().orElseThrow();
      return graph.fetch(output, Map.of(input, x));
    }
  }
}
