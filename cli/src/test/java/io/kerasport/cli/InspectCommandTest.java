package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.cli.Command.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectCommandTest {
  @TempDir Path directory;

  private Path exported() {
    Path target = directory.resolve("chain");
    Command.run("export", Command.model("chain.keras"), "-o", target, "--exact-path");
    return target;
  }

  @Test
  void showsWhatAnExportHolds() {
    Result result = Command.run("inspect", exported());
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .contains(
            "Keras model  chain, in assets/saved_model.json",
            "MetaGraph serve",
            "  Signature serving_default (tensorflow/serving/predict)",
            "  input  x  float32  (?, 4)  x:0",
            "  output  y  float32  (?, 2)  y/Softmax:0",
            "  Variables: 8",
            "  hidden/kernel  float32  (4, 3)  trainable "
                + " layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE",
            "  norm/moving_mean  float32  (3,)  not trainable "
                + " layer_with_weights-1/moving_mean/.ATTRIBUTES/VARIABLE_VALUE",
            "  trainable_variables  6  hidden/kernel:0, hidden/bias:0, norm/gamma:0, norm/beta:0, …",
            "  Devices  none asked for",
            "Checkpoint: 9 entries, 140.00 B",
            "  layer_with_weights-2/bias/.ATTRIBUTES/VARIABLE_VALUE  float32  (2,)  8.00 B");
  }

  @Test
  void tellsTheSameInJson() {
    Result result = Command.run("inspect", exported(), "--format", "json");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            """
                "signatures" : [ {
                  "key" : "serving_default",
                  "method_name" : "tensorflow/serving/predict",
                  "inputs" : [ {
                    "key" : "x",
                    "tensors" : [ "x:0" ],
                    "dtype" : "float32",
                    "shape" : [ -1, 4 ]
                  } ],
            """)
        .contains(
            """
              "checkpoint" : [ {
                "key" : "_CHECKPOINTABLE_OBJECT_GRAPH",
                "dtype" : "string",
                "shape" : [ ],
                "bytes" : null
              }, {
                "key" : "layer_with_weights-0/bias/.ATTRIBUTES/VARIABLE_VALUE",
                "dtype" : "float32",
                "shape" : [ 3 ],
                "bytes" : 12
              },\
            """);
  }

  @Test
  void refusesADirectoryThatIsNoSavedModel() {
    Result result = Command.run("inspect", directory);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[SAVED_MODEL_FORMAT]").contains(directory.toString());
  }
}
