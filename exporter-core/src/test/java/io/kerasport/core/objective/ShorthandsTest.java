package io.kerasport.core.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.core.compile.WeightedLoss;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShorthandsTest {
  private static final Shape WIDE = Shape.of(-1, 3);
  private static final Shape NARROW = Shape.of(-1, 1);

  @Test
  void accuracyOfOneElementIsBinary() {
    assertThat(metric("accuracy", "binary_crossentropy", NARROW)).isEqualTo("binary_accuracy");
    assertThat(metric("acc", "sparse_categorical_crossentropy", NARROW))
        .isEqualTo("binary_accuracy");
  }

  @Test
  void accuracyOfLabelsIsSparse() {
    assertThat(metric("accuracy", "sparse_categorical_crossentropy", WIDE))
        .isEqualTo("sparse_categorical_accuracy");
    assertThat(metric("Accuracy", "SparseCategoricalCrossentropy", WIDE))
        .isEqualTo("sparse_categorical_accuracy");
  }

  @Test
  void otherAccuracyIsCategorical() {
    assertThat(metric("accuracy", "mse", WIDE)).isEqualTo("categorical_accuracy");
    assertThat(metric("accuracy", "binary_crossentropy", WIDE)).isEqualTo("categorical_accuracy");
  }

  @Test
  void crossentropyIsDecidedAlike() {
    assertThat(metric("ce", "mse", NARROW)).isEqualTo("binary_crossentropy");
    assertThat(metric("crossentropy", "mse", WIDE)).isEqualTo("categorical_crossentropy");
  }

  @Test
  void anObjectIsNoShorthand() {
    KerasObject object = new KerasObject("Accuracy", null, Config.empty().with("name", "accuracy"));
    assertThat(Shorthands.metric(object, output("mse"), WIDE)).isEqualTo(object);
  }

  @Test
  void keras3KnowsTheShorthandOfALoss() {
    KerasObject loss = KerasObject.named("crossentropy");
    assertThat(Shorthands.loss(loss, KerasGeneration.KERAS_3, NARROW))
        .isEqualTo(KerasObject.named("binary_crossentropy"));
    assertThat(Shorthands.undecided(loss, KerasGeneration.KERAS_3, NARROW)).isEmpty();
  }

  @Test
  void theLossOfSeveralClassesIsUndecidedWithoutTargets() {
    KerasObject loss = KerasObject.named("ce");
    assertThat(Shorthands.undecided(loss, KerasGeneration.KERAS_3, WIDE))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("state sparse_categorical_crossentropy"));
    assertThat(Shorthands.undecided(loss, KerasGeneration.KERAS_2, WIDE)).isEmpty();
  }

  private static String metric(String metric, String loss, Shape prediction) {
    return Shorthands.metric(KerasObject.named(metric), output(loss), prediction).name();
  }

  private static CompiledOutput output(String loss) {
    return new CompiledOutput(
        "out", List.of(new WeightedLoss(KerasObject.named(loss), 1)), List.of(), List.of(), false);
  }
}
