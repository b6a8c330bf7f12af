package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.kerasport.integration.Runtimes;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.Regularizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What either Keras finds by a name is bound under that name. */
final class KerasNamesTest {
  private static final List<String> GENERATIONS = List.of("keras", "tf_keras");

  /** Stand for one of two others, by the output's shape. */
  private static final Set<String> SHORTHANDS = Set.of("acc", "accuracy", "ce", "crossentropy");

  /** Taken off the optimizers they wrap before one is looked for. */
  private static final Set<String> WRAPPERS = Set.of("LossScaleOptimizer", "LossScaleOptimizerV3");

  /** Refused: it trains parts of a model by other optimizers, each with a count of its own. */
  private static final Set<String> REFUSED = Set.of("MultiOptimizer");

  private final Injector injector = Runtimes.injector();
  private final Config names = ConfigFactory.parseResources("objective/names.json");

  @ParameterizedTest
  @ValueSource(strings = {"losses", "metrics", "regularizers", "constraints", "schedules"})
  void everyNameIsBound(String kind) {
    TreeSet<String> missing = known(kind);
    missing.removeAll(SHORTHANDS);
    assertThat(missing).hasSizeGreaterThan(5);
    missing.removeAll(
        switch (kind) {
          case "losses" -> bound(new TypeLiteral<Map<String, Loss>>() {});
          case "metrics" -> bound(new TypeLiteral<Map<String, Metric>>() {});
          case "regularizers" -> bound(new TypeLiteral<Map<String, Regularizer>>() {});
          case "constraints" -> bound(new TypeLiteral<Map<String, Constraint>>() {});
          default -> bound(new TypeLiteral<Map<String, LearningRateSchedule>>() {});
        });
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = "optimizers")
  void everyOptimizerIsBoundInAnyCase(String kind) {
    TreeSet<String> known = known(kind);
    assertThat(known).containsAll(WRAPPERS).containsAll(REFUSED).hasSizeGreaterThan(15);
    known.removeAll(WRAPPERS);
    known.removeAll(REFUSED);
    assertThat(lowerCase(bound(new TypeLiteral<Map<String, Optimizer>>() {}).stream()))
        .containsAll(lowerCase(known.stream()));
  }

  private TreeSet<String> known(String kind) {
    TreeSet<String> known = new TreeSet<>();
    GENERATIONS.forEach(
        generation -> known.addAll(names.getStringList("names." + generation + "." + kind)));
    return known;
  }

  private static Set<String> lowerCase(Stream<String> names) {
    return new TreeSet<>(names.map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  private <T> Set<String> bound(TypeLiteral<Map<String, T>> type) {
    return injector.getInstance(Key.get(type)).keySet();
  }
}
