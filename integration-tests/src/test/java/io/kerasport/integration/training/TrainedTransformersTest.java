package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * Encoders and decoders of the kind that transformers are predict, measure and learn as in Keras,
 * words of padding and sentences of any length among them.
 */
final class TrainedTransformersTest {
  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 3;
  private static final String OUTPUT = "y";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "encoder, keras, pure-java",
    "encoder, keras, tensorflow",
    "encoder, tf_keras, pure-java",
    "encoder, tf_keras, tensorflow",
    "decoder, keras, pure-java",
    "decoder, keras, tensorflow",
    "decoder, tf_keras, pure-java",
    "decoder, tf_keras, tensorflow"
  })
  void predictionsMeasuresAndWeightsAreThoseOfKerasBeforeAndAfterTraining(
      String model, String writer, String backend) throws Exception {
    String name = model + "_" + writer;
    NpzArrays keras = NpzArrays.read(TrainingFixture.file(name + ".npz"));
    Path export = export(TrainingFixture.file(name + ".keras"), backend);
    Path trained = directory.resolve("trained");
    try (RunnableGraph serve = RunnableGraph.load(export, "serve");
        RunnableGraph eval = RunnableGraph.load(export, "eval");
        RunnableGraph train = RunnableGraph.load(export, "train")) {
      assertPredicts(serve, keras, "before");
      assertMeasures(eval, keras, "before");

      for (int step = 0; step < STEPS; step++) {
        try (Batch batch = Batch.of(keras, step)) {
          assertThat(train.step(batch.withTarget()))
              .as("loss of step %s", step)
              .isCloseTo(keras.values("loss/" + step)[0], within(TOLERANCE));
        }
      }
      new ExpectedVariables(keras, "weights/").assertEqual(train.variables("variables"), 35);

      train.save(trained);
      serve.restore(trained);
      eval.restore(trained);
      assertPredicts(serve, keras, "after");
      assertMeasures(eval, keras, "after");
    }
  }

  private Path export(Path file, String backend) {
    KerasportRuntime kerasport = Runtimes.through(backend);
    return kerasport.exporter().export(kerasport.reader().read(file), directory).path();
  }

  private static void assertPredicts(RunnableGraph serve, NpzArrays keras, String moment) {
    try (Batch batch = Batch.of(keras, 0)) {
      assertThat(serve.fetch(OUTPUT, batch.inputs()))
          .as("predictions %s", moment)
          .containsExactly(keras.values("predicted/" + moment), within(TOLERANCE));
    }
  }

  private static void assertMeasures(RunnableGraph eval, NpzArrays keras, String moment) {
    try (Batch batch = Batch.of(keras, 0)) {
      assertThat(eval.fetch("loss", batch.withTarget()))
          .as("loss %s", moment)
          .containsExactly(keras.values("loss/" + moment), within(TOLERANCE));
      eval.reset();
      eval.fetch("metrics/accuracy/update_op", batch.withTarget());
      assertThat(eval.fetch("metrics/accuracy/value", Map.of()))
          .as("accuracy %s", moment)
          .containsExactly(keras.values("accuracy/" + moment), within(TOLERANCE));
    }
  }

  /** The tensors of a batch. */
  private record Batch(Map<String, Tensor> inputs, Tensor target) implements AutoCloseable {
    static Batch of(NpzArrays keras, int step) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (String input : List.of("source", "ids")) {
        if (keras.names().contains(input + "/" + step)) {
          inputs.put(input, keras.tensor(input + "/" + step));
        }
      }
      return new Batch(inputs, keras.tensor(OUTPUT + "/" + step));
    }

    Map<String, Tensor> withTarget() {
      Map<String, Tensor> all = new LinkedHashMap<>(inputs);
      all.put(OUTPUT + "_target", target);
      return all;
    }

    @Override
    public void close() {
      inputs.values().forEach(Tensor::close);
      target.close();
    }
  }
}
