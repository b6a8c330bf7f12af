package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.Kerasport;
import io.kerasport.cli.Command.Result;
import io.kerasport.core.summary.ModelSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SummaryCommandTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"chain.keras", "chain.h5", "branches.keras", "branches.h5"})
  void saysWhatKerasSaid(String model) throws IOException {
    List<String> keras = Files.readAllLines(Command.model(model + ".summary"));
    assertThat(rowsOf(Command.model(model))).isEqualTo(keras);
  }

  /** The summary in the notation of {@code models.py}. */
  private static List<String> rowsOf(Path model) {
    var runtime = Kerasport.with(Map.of());
    ModelSummary summary = runtime.summarizer().summarize(runtime.reader().read(model));
    List<String> rows = new ArrayList<>();
    for (ModelSummary.Row row : summary.rows()) {
      String connections = String.join(", ", row.connectedTo());
      rows.add(
          String.join(
              "\t",
              row.name(),
              row.className(),
              SummaryTable.shapes(row.outputs()),
              Long.toString(row.parameters()),
              summary.isChain() || connections.isEmpty() ? "-" : connections));
    }
    for (ModelSummary.Parameters part : List.of(summary.trainable(), summary.nonTrainable())) {
      rows.add(part.count() + "\t" + part.bytes());
    }
    return rows;
  }

  @Test
  void leavesConnectionsOutOfAChain() {
    Result result = Command.run("summary", Command.model("chain.keras"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            Model: "chain"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
            ┃ Layer (type)              ┃ Output Shape ┃ Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
            │ hidden (Dense)            │ (None, 3)    │      15 │
            ├───────────────────────────┼──────────────┼─────────┤
            │ norm (BatchNormalization) │ (None, 3)    │      12 │
            ├───────────────────────────┼──────────────┼─────────┤
            │ y (Dense)                 │ (None, 2)    │       8 │
            └───────────────────────────┴──────────────┴─────────┘
             Total params: 35 (140.00 B)
             Trainable params: 29 (116.00 B)
             Non-trainable params: 6 (24.00 B)
            """);
  }

  @Test
  void showsConnectionsAndNestedModels() {
    Result result = Command.run("summary", Command.model("branches.keras"), "--expand-nested");
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            Model: "branches"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                ┃ Output Shape    ┃ Param # ┃ Connected to               ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
            │ left (InputLayer)           │ (None, 6, 6, 2) │       0 │ -                          │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ shared (Conv2D)             │ (None, 4, 4, 3) │      57 │ left[0][0], right[0][0]    │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ right (InputLayer)          │ (None, 6, 6, 2) │       0 │ -                          │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ frozen (BatchNormalization) │ (None, 4, 4, 3) │      12 │ shared[0][0]               │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ joined (Concatenate)        │ (None, 4, 4, 6) │       0 │ frozen[0][0], shared[1][0] │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ inner (Sequential)          │ (None, 32)      │      14 │ joined[0][0]               │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │    └ squeeze (Conv2D)       │ (None, 4, 4, 2) │      14 │ -                          │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │    └ flat (Flatten)         │ (None, 32)      │       0 │ -                          │
            ├─────────────────────────────┼─────────────────┼─────────┼────────────────────────────┤
            │ y (Dense)                   │ (None, 2)       │      66 │ inner[0][0]                │
            └─────────────────────────────┴─────────────────┴─────────┴────────────────────────────┘
             Total params: 149 (596.00 B)
             Trainable params: 137 (548.00 B)
             Non-trainable params: 12 (48.00 B)
            """);
  }

  @Test
  void saysTheSameOfAnExportedModel() {
    Path target = directory.resolve("here");
    Command.run("export", Command.model("branches.h5"), "-o", target, "--exact-path");
    Result ofExport = Command.run("summary", target);
    assertThat(ofExport).isEqualTo(Command.run("summary", Command.model("branches.h5")));
    assertThat(ofExport.exitCode()).isZero();
  }

  @Test
  void takesTheWeightsFromAnotherFile() {
    Path model = Command.model("chain.keras");
    Result result = Command.run("summary", model, "--weights", Command.model("chain.h5"));
    assertThat(result).isEqualTo(Command.run("summary", model));
  }

  @Test
  void takesTheInputShapeOfASequentialModelThatHasNone() throws IOException {
    Path late = directory.resolve("late.json");
    Files.writeString(
        late,
        """
        {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "late",
         "layers": [{"class_name": "Flatten", "config": {"name": "flat"}}]}}
        """);
    Path weights = directory.resolve("none.weights.json");
    Files.writeString(weights, "{}");

    Result without = Command.run("summary", late, "--weights", weights);
    Result wrong = Command.run("summary", late, "--input-shape", "None,x");
    Result given =
        Command.run("summary", late, "--weights", weights, "--input-shape", "None,28,28,1");

    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).contains("input shape", "--input-shape");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'x' is no dimension: a size or None was expected");
    assertThat(given.err()).contains("holds no weights").doesNotContain("--input-shape");
  }

  @Test
  void showsLayersThatNobodyKnowsWithoutShapes() {
    Result result = Command.run("summary", Command.model("unknown.keras"), "--expand-nested");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            Model: "unknown"
            ┏━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━┓
            ┃ Layer (type)       ┃ Output Shape ┃ Param # ┃ Connected to ┃
            ┡━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━┩
            │ x (InputLayer)     │ (None, 4)    │       0 │ -            │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │ before (Dense)     │ (None, 3)    │      15 │ x[0][0]      │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │ wobble (Wobble)    │ ?            │       3 │ before[0][0] │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │ inner (Sequential) │ ?            │      20 │ wobble[0][0] │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │    └ deep (Dense)  │ ?            │      20 │ -            │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │ y (Dense)          │ ?            │      12 │ inner[0][0]  │
            ├────────────────────┼──────────────┼─────────┼──────────────┤
            │ beside (Dense)     │ (None, 2)    │       8 │ before[0][0] │
            └────────────────────┴──────────────┴─────────┴──────────────┘
             Total params: 58 (232.00 B)
             Trainable params: 23 (92.00 B)
             Non-trainable params: 0 (0.00 B)
             Other params: 35 (140.00 B)
            """);
    assertThat(result.err())
        .startsWith("An export would be refused:")
        .contains("`Wobble`", "layer wobble")
        .doesNotContain("layer y");
    assertThat(Command.run("summary", Command.model("unknown.keras"), "--quiet").err()).isEmpty();
  }

  @Test
  void listsLayersInJson() {
    Result result = Command.run("summary", Command.model("chain.keras"), "--format", "json");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith(
            """
            {
              "name" : "chain",
              "layers" : [ {
                "name" : "hidden",
                "class" : "Dense",
                "outputs" : [ {
                  "shape" : [ -1, 3 ]
                } ],
                "params" : 15,
                "connected_to" : [ "x[0][0]" ],
                "layers" : [ ]
              }, {\
            """)
        .contains(
            """
              "trainable" : {
                "params" : 29,
                "bytes" : 116
              },\
            """);
  }
}
