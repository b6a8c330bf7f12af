package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.core.clone.RefusedLayers;
import io.kerasport.export.ModelReader;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.spi.Activation;
import io.kerasport.spi.LayerSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever Kerasport serves is in some file of Keras, so that its numbers are checked. */
final class FixtureCoverageTest {
  /** Other names of functions, most of them TensorFlow's; today's Keras writes the first one. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "acos",
          "acosh",
          "asin",
          "asinh",
          "atan",
          "atanh",
          "erfc",
          "hard_swish",
          "identity",
          "log_softmax_v2",
          "neg",
          "softmax_v2");

  /** The name TensorFlow 2's BatchNormalization had inside it; V1 is its twin. */
  private static final Set<String> INTERNAL_NAMES = Set.of("BatchNormalizationV2");

  /** Functions of which Keras 2 stores too little to read them back; see RefusedFilesTest. */
  private static final Set<String> INCOMPLETE =
      Set.of("tf.einsum", "tf.__operators__.eq", "tf.__operators__.ne");

  /** What stands for an input, and what recurrent layers call themselves. */
  private static final Set<String> NEVER_CALLED =
      Set.of("InputLayer", "GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells");

  private final Set<String> layers = new TreeSet<>();
  private final Set<String> activations = new TreeSet<>();

  @Test
  void everyLayerAndActivationIsInAFileOfKeras() throws IOException {
    ModelReader reader = Runtimes.through("pure-java").reader();
    for (Fixture fixture : Fixture.all()) {
      for (Path file : fixture.files().values()) {
        collect(reader.read(file));
      }
    }
    // ComplaintsTest measures what it adds to the loss.
    collect(reader.read(Fixture.root().resolve("upstream/added_loss.keras")));
    Injector injector = Runtimes.injector();

    assertThat(bound(injector, new TypeLiteral<Map<String, LayerSerializer>>() {}))
        .isSubsetOf(union(union(layers, INTERNAL_NAMES), INCOMPLETE));
    assertThat(bound(injector, new TypeLiteral<Map<String, Activation>>() {}))
        .isSubsetOf(union(activations, OTHER_NAMES));
  }

  @Test
  void everyLayerOfEitherKerasIsServedOrRefusedWithAReason() throws IOException {
    Config table = Json.read(Fixture.root().resolve("layer_settings.json"));
    Set<String> ofKeras = new TreeSet<>();
    table
        .entries()
        .keySet()
        .forEach(writer -> ofKeras.addAll(table.object(writer).entries().keySet()));
    ofKeras.removeAll(NEVER_CALLED);

    assertThat(ofKeras).hasSizeGreaterThan(130);
    assertThat(
            union(
                bound(Runtimes.injector(), new TypeLiteral<Map<String, LayerSerializer>>() {}),
                RefusedLayers.reasons().keySet()))
        .containsAll(ofKeras);
  }

  private void collect(Model model) {
    for (Layer layer : model.layers()) {
      layers.add(layer.className());
      collectActivation(layer.config().get("activation"));
      if (layer.nested() != null) {
        collect(layer.nested());
      }
    }
  }

  private void collectActivation(@Nullable Object activation) {
    if (activation instanceof String name) {
      activations.add(name);
    } else if (activation instanceof Config function
        && function.get("config") instanceof String name) {
      activations.add(name);
    }
  }

  /** The names that the module of serializers has bound, not those of extensions in tests. */
  private static <T> Set<String> bound(Injector injector, TypeLiteral<Map<String, T>> type) {
    Set<String> names = new TreeSet<>();
    injector
        .getInstance(Key.get(type))
        .forEach(
            (name, bound) -> {
              if (bound.getClass().getName().startsWith("io.kerasport.serializers.")) {
                names.add(name);
              }
            });
    return names;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
