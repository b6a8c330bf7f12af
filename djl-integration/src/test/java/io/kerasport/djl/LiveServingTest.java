package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import io.kerasport.export.ExportOptions;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was trained with DJL and exported is served by DJL's TensorFlow engine. */
@Tag("djl-live")
final class LiveServingTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = TestModel.class,
      names = {"MLP", "CNN", "LSTM", "RESNET", "TRANSFORMER", "BERT"})
  void djlServesWhatDjlTrained(TestModel which) throws Exception {
    try (ai.djl.Model trained = DjlTraining.trained(which)) {
      NDManager torch = trained.getNDManager();
      NDList expected =
          DjlTraining.predict(torch, trained.getBlock(), DjlTraining.inputs(torch, which, 100));
      Model model = Exported.model(which, trained.getBlock());
      Path exported = Exported.export(model, "pure-java", directory);

      try (DjlServing served = DjlServing.open(exported, "serve", "serving_default")) {
        NDManager tensorflow = served.model().getNDManager();
        NDList found = served.predict(DjlTraining.inputs(tensorflow, which, 100));

        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
          Difference difference =
              Difference.of(found.get(i).toFloatArray(), expected.get(i).toFloatArray());
          System.out.printf("%s served by DJL: output %d, %s%n", which, i, difference);
          assertThat(difference.relative()).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void tagsAndSignatureChooseTheGraphOfACompiledModel() throws Exception {
    Fixture fixture = Fixture.of(TestModel.MLP);
    Model model =
        Exported.model(TestModel.MLP, fixture.block())
            .compile(Compile.with("SGD").loss("mse").config());
    Path exported = Exported.export(model, "pure-java", directory);

    try (DjlServing evaluated = DjlServing.open(exported, "eval", "eval")) {
      NDManager manager = evaluated.model().getNDManager();
      float[] expected = fixture.outputs().get(0).toFloatArray();
      NDArray target = manager.zeros(new Shape(3, 4));
      NDArray input = DjlTraining.inputs(manager, TestModel.MLP, 100).get(0);

      NDList found = evaluated.predict(new NDList(target, input));

      double loss =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> expected[i] * expected[i])
              .average()
              .orElseThrow();
      Map<String, NDArray> named =
          found.stream().collect(Collectors.toMap(NDArray::getName, array -> array));
      NDArray measured = Objects.requireNonNull(named.get("loss"));
      assertThat((double) measured.getFloat()).isCloseTo(loss, offset(1e-6));
    }
  }

  /** DJL hands the arrays of a list to a signature's inputs in the alphabetical order of keys. */
  @Test
  void inputsGoInAlphabeticalOrder() throws Exception {
    Block difference = new LambdaBlock(list -> new NDList(list.get(0).sub(list.get(1))));
    DjlOptions options = DjlOptions.builder().inputNames("zebra", "ant").build();
    Model model = DjlModels.from(difference, options, new Shape(1, 2), new Shape(1, 2));
    Path exported =
        Exported.runtime("pure-java")
            .exporter()
            .export(model, directory, ExportOptions.defaults())
            .path();

    try (DjlServing served = DjlServing.open(exported, "serve", "serving_default")) {
      NDManager manager = served.model().getNDManager();
      NDArray ant = manager.create(new float[] {1, 2}, new Shape(1, 2));
      NDArray zebra = manager.create(new float[] {10, 20}, new Shape(1, 2));

      assertThat(served.predict(new NDList(ant, zebra)).head().toFloatArray())
          .containsExactly(9, 18);
      ant.setName("ant");
      zebra.setName("zebra");
      assertThat(served.predict(new NDList(zebra, ant)).head().toFloatArray())
          .containsExactly(9, 18);
    }
  }
}
