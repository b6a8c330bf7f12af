package io.kerasport.core.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelClonerTest {
  private static final LayerSerializer DENSE = call -> LayerOutput.of(call.input());
  private static final LayerSerializer PICKY =
      new LayerSerializer() {
        @Override
        public List<String> unsupported(LayerDescription layer) {
          return List.of("renorm is not exported");
        }

        @Override
        public LayerOutput call(LayerCall call) {
          throw new UnsupportedOperationException();
        }
      };

  private final ModelCloner cloner =
      new ModelCloner(
          new SerializerCatalog(
              Map.of("Dense", () -> DENSE, "Picky", () -> PICKY, "my>Layer", () -> DENSE),
              Map.of("relu", () -> (tf, x, generation) -> x),
              new CustomObjectScope()),
          new ModelClasses(Map.of(), new CustomObjectScope()),
          new WeightRules(Map.of(), Map.of(), new CustomObjectScope()));

  @Test
  void bindsTheSerializerOfTheClass() {
    assertThat(cloner.cloneOf(model(layer("d", "Dense"))).layer("d").serializer()).isSameAs(DENSE);
  }

  @Test
  void prefersTheRegisteredName() {
    Layer custom = new Layer("c", "Layer", "my>Layer", Config.empty(), Optional.empty(), null);
    assertThat(cloner.cloneOf(model(custom)).layer("c").serializer()).isSameAs(DENSE);
  }

  @Test
  void reportsEveryUnknownLayerTogether() {
    assertThat(problems(layer("a", "Foo"), layer("b", "Dense"), layer("c", "Bar")))
        .extracting(Problem::where)
        .containsExactly("layer a", "layer c");
  }

  @Test
  void reportsLayersInsideNestedModelsWithTheirPath() {
    Layer nested =
        new Layer(
            "inner",
            "Functional",
            null,
            Config.empty(),
            Optional.empty(),
            model(layer("x", "Foo")));
    assertThat(problems(nested)).extracting(Problem::where).containsExactly("layer inner/x");
  }

  @Test
  void suggestsNamesThatAreNearlyTheSame() {
    assertThat(problems(layer("a", "dens")).get(0).what()).contains("did you mean Dense?");
  }

  @Test
  void saysWhatToDoAboutALambda() {
    assertThat(problems(layer("a", "Lambda")).get(0).what())
        .contains("Python code", "register a serializer");
  }

  @Test
  void collectsWhatSerializersCannotDo() {
    assertThat(problems(layer("a", "Picky")))
        .containsExactly(new Problem("renorm is not exported", "layer a"));
  }

  @Test
  void reportsUnknownActivations() {
    assertThat(problems(layer("a", "Dense", Map.of("activation", "rleu"))).get(0).what())
        .contains("`rleu`", "did you mean relu?");
  }

  @Test
  void reportsQuantizedPolicies() {
    assertThat(problems(layer("a", "Dense", Map.of("dtype", "int8_from_float32"))).get(0).what())
        .contains("quantized to `int8`", "before model.quantize");
  }

  @Test
  void aLayerInsideAFrozenModelIsNotTrainable() {
    Layer nested =
        new Layer(
            "inner",
            "Functional",
            null,
            Config.of(Map.of("trainable", false)),
            Optional.empty(),
            model(layer("x", "Dense")));
    ModelClone inner =
        Objects.requireNonNull(cloner.cloneOf(model(nested)).layer("inner").nested());
    assertThat(inner.layer("x").trainable()).isFalse();
  }

  @Test
  void saysHowToRegisterAClassOnlyWhereOneIsUnknown() {
    assertThatThrownBy(() -> cloner.cloneOf(model(layer("a", "Picky"), layer("b", "Foo"))))
        .hasMessageContaining("Register a serializer");
    assertThatThrownBy(() -> cloner.cloneOf(model(layer("a", "Picky"))))
        .hasMessageNotContaining("Register a serializer");
  }

  @Test
  void namesTheModelInTheSummary() {
    assertThatThrownBy(() -> cloner.cloneOf(model(layer("a", "Foo"))))
        .hasMessageStartingWith("[UNSUPPORTED_MODEL] Model `m`");
  }

  private List<Problem> problems(Layer... layers) {
    return catchThrowableOfType(
            UnsupportedModelException.class, () -> cloner.cloneOf(model(layers)))
        .problems();
  }

  private static Layer layer(String name, String className) {
    return layer(name, className, Map.of());
  }

  private static Layer layer(
      String name, String className, Map<String, ? extends @Nullable Object> config) {
    return new Layer(name, className, null, Config.of(config), Optional.empty(), null);
  }

  private static Model model(Layer... layers) {
    return new Model(
        "m",
        Model.Kind.FUNCTIONAL,
        KerasGeneration.KERAS_3,
        List.of(layers),
        List.of(),
        List.of(),
        List.of(),
        Config.empty(),
        Optional.empty());
  }
}
