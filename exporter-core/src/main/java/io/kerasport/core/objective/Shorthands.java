package io.kerasport.core.objective;

import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the shorthands {@code accuracy} and {@code crossentropy} mean for an output.
 *
 * <p>Keras decides by the shapes of prediction and targets. Those of targets are not known before
 * the graph runs; whether they are integer labels follows from the loss.
 */
final class Shorthands {
  private static final Set<String> ACCURACY = Set.of("accuracy", "acc");
  private static final Set<String> CROSSENTROPY = Set.of("crossentropy", "ce");
  private static final Set<String> LOSSES_OF_LABELS =
      Set.of(
          "sparse_categorical_crossentropy",
          "SparseCategoricalCrossentropy",
          "categorical_generalized_cross_entropy",
          "CategoricalGeneralizedCrossEntropy");

  private Shorthands() {}

  /** The metric that is meant. */
  static KerasObject metric(KerasObject metric, CompiledOutput output, Shape prediction) {
    boolean accuracy = is(ACCURACY, metric);
    if (!accuracy && !is(CROSSENTROPY, metric)) {
      return metric;
    }
    boolean labels =
        output.losses().stream().anyMatch(loss -> LOSSES_OF_LABELS.contains(loss.loss().name()));
    String family =
        width(prediction) == 1 ? "binary" : labels ? "sparse_categorical" : "categorical";
    return KerasObject.named(family + (accuracy ? "_accuracy" : "_crossentropy"));
  }

  /** The loss that is meant; only Keras 3 has a shorthand for losses. */
  static KerasObject loss(KerasObject loss, KerasGeneration generation, Shape prediction) {
    return isShorthand(loss, generation) && width(prediction) == 1
        ? KerasObject.named("binary_crossentropy")
        : loss;
  }

  /** Why it cannot be told which loss is meant, if it cannot. */
  static Optional<String> undecided(
      KerasObject loss, KerasGeneration generation, Shape prediction) {
    return isShorthand(loss, generation) && width(prediction) != 1
        ? Optional.of(
            "the loss `"
                + loss.name()
                + "` is sparse or not by the shape of the targets, which is not known here; state"
                + " sparse_categorical_crossentropy or categorical_crossentropy")
        : Optional.empty();
  }

  private static boolean isShorthand(KerasObject loss, KerasGeneration generation) {
    return generation == KerasGeneration.KERAS_3 && is(CROSSENTROPY, loss);
  }

  private static boolean is(Set<String> shorthands, KerasObject object) {
    return object.config().entries().isEmpty()
        && shorthands.contains(object.name().toLowerCase(Locale.ROOT));
  }

  private static long width(Shape prediction) {
    return prediction.hasRank() && prediction.rank() > 0 ? prediction.dim(-1) : 1;
  }
}
