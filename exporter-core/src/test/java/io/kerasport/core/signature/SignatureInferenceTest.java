package io.kerasport.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.SignatureInferenceException;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SignatureInferenceTest {
  private final SignatureInference inference = new SignatureInference();

  @Test
  void takesShapeAndTypeOfTheInputLayer() {
    Model model = model(input("x", "batch_shape", Arrays.asList(null, 3L), "int32"));
    assertThat(inference.inputsOf(model))
        .containsExactly(
            new SignatureInput(
                "x", new KerasTensor("x", 0, 0), new TensorSpec(DType.INT32, Shape.of(-1, 3))));
  }

  @Test
  void readsTheKeyOfKeras2() {
    Model model = model(input("x", "batch_input_shape", Arrays.asList(null, null), "float32"));
    assertThat(inference.inputsOf(model).get(0).spec().shape()).isEqualTo(Shape.of(-1, -1));
  }

  @Test
  void keepsAFixedBatch() {
    Model model = model(input("x", "batch_shape", List.of(8L, 3L), "float32"));
    assertThat(inference.inputsOf(model).get(0).spec().shape()).isEqualTo(Shape.of(8, 3));
  }

  @Test
  void reportsEveryInputWithoutAShape() {
    Model model =
        model(input("a", "other", List.of(), "float32"), input("b", "other", List.of(), "float32"));
    assertThatThrownBy(() -> inference.inputsOf(model))
        .isInstanceOf(SignatureInferenceException.class)
        .hasMessageContaining("input layer a")
        .hasMessageContaining("input layer b");
  }

  @Test
  void refusesSparseInputs() {
    Layer sparse =
        new Layer(
            "x",
            "InputLayer",
            null,
            Config.of(Map.of("sparse", true, "batch_shape", List.of(1L))),
            Optional.empty(),
            null);
    assertThatThrownBy(() -> inference.inputsOf(model(sparse)))
        .isInstanceOf(SignatureInferenceException.class)
        .hasMessageContaining("`sparse`");
  }

  @Test
  void refusesAModelWithoutInputs() {
    assertThatThrownBy(() -> inference.inputsOf(model()))
        .isInstanceOf(SignatureInferenceException.class)
        .hasMessageContaining("no inputs");
  }

  private static Layer input(
      String name, String key, List<? extends @Nullable Object> shape, String dtype) {
    Config config = Config.empty().with(key, shape).with("dtype", dtype);
    return new Layer(name, "InputLayer", null, config, Optional.empty(), null);
  }

  private static Model model(Layer... layers) {
    List<KerasTensor> inputs =
        Arrays.stream(layers).map(layer -> new KerasTensor(layer.name(), 0, 0)).toList();
    return new Model(
        "m",
        Model.Kind.FUNCTIONAL,
        KerasGeneration.KERAS_3,
        List.of(layers),
        List.of(),
        inputs,
        inputs,
        Config.empty(),
        Optional.empty());
  }
}
