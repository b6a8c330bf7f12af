package io.kerasport.core.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MetricNamesTest {
  @Test
  void keepsTheStringOfKeras3() {
    assertThat(name(KerasGeneration.KERAS_3, "mse")).isEqualTo("mse");
    assertThat(name(KerasGeneration.KERAS_3, "accuracy")).isEqualTo("accuracy");
    assertThat(name(KerasGeneration.KERAS_3, "MeanSquaredError")).isEqualTo("MeanSquaredError");
  }

  @Test
  void givesStringsOfKeras2TheirFullName() {
    assertThat(name(KerasGeneration.KERAS_2, "mse")).isEqualTo("mean_squared_error");
    assertThat(name(KerasGeneration.KERAS_2, "MAE")).isEqualTo("mean_absolute_error");
    assertThat(name(KerasGeneration.KERAS_2, "accuracy")).isEqualTo("acc");
    assertThat(name(KerasGeneration.KERAS_2, "crossentropy")).isEqualTo("ce");
    assertThat(name(KerasGeneration.KERAS_2, "cosine_similarity")).isEqualTo("cosine_proximity");
    assertThat(name(KerasGeneration.KERAS_2, "binary_accuracy")).isEqualTo("binary_accuracy");
    assertThat(name(KerasGeneration.KERAS_2, "AUC")).isEqualTo("auc");
  }

  @Test
  void keepsTheNameOfAnObject() {
    KerasObject metric = new KerasObject("AUC", null, Config.empty().with("name", "area"));
    assertThat(new MetricNames(KerasGeneration.KERAS_2, false).nameOf(metric, "o", false, Set.of()))
        .isEqualTo("area");
  }

  @Test
  void putsTheOutputBeforeItWhereThereAreSeveral() {
    KerasObject metric = KerasObject.named("mae");
    assertThat(new MetricNames(KerasGeneration.KERAS_3, true).nameOf(metric, "o", false, Set.of()))
        .isEqualTo("o_mae");
  }

  @Test
  void putsNoPrefixBeforeNamesThatHaveIt() {
    KerasObject metric = new KerasObject("AUC", null, Config.empty().with("name", "o_auc"));
    MetricNames names = new MetricNames(KerasGeneration.KERAS_2, true);
    assertThat(names.nameOf(metric, "o", false, Set.of())).isEqualTo("o_auc");
    assertThat(names.nameOf(metric, "o", true, Set.of())).isEqualTo("o_weighted_auc");
  }

  @Test
  void marksEveryWeightedMetricOfKeras2() {
    KerasObject metric = KerasObject.named("mae");
    MetricNames names = new MetricNames(KerasGeneration.KERAS_2, false);
    assertThat(names.nameOf(metric, "o", true, Set.of())).isEqualTo("weighted_mean_absolute_error");
  }

  @Test
  void marksAWeightedMetricOfKeras3WhoseNameIsTaken() {
    KerasObject metric = KerasObject.named("mae");
    MetricNames names = new MetricNames(KerasGeneration.KERAS_3, false);
    assertThat(names.nameOf(metric, "o", true, Set.of())).isEqualTo("mae");
    assertThat(names.nameOf(metric, "o", true, Set.of("mae"))).isEqualTo("weighted_mae");
  }

  private static String name(KerasGeneration generation, String metric) {
    return new MetricNames(generation, false)
        .nameOf(KerasObject.named(metric), "out", false, Set.of());
  }
}
