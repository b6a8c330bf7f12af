package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the losses. */
public final class Losses {
  private Losses() {}

  /** Losses by every class and function name files use. */
  public static Map<String, Loss> byName() {
    Map<String, Loss> all = new LinkedHashMap<>();
    errors(all);
    crossentropies(all);
    put(all, Hinges::hinge, "Hinge", "hinge");
    put(all, Hinges::squaredHinge, "SquaredHinge", "squared_hinge");
    put(all, Hinges::categoricalHinge, "CategoricalHinge", "categorical_hinge");
    put(all, Overlaps::dice, "Dice", "dice");
    put(all, Overlaps::tversky, "Tversky", "tversky");
    put(all, new Circle(), "Circle", "circle");
    put(all, new ConnectionistTemporal(), "CTC", "ctc");
    return all;
  }

  /** The cosine of the angle between target and prediction, which metrics take as it is. */
  public static Operand cosineOfAngle(LossCall call) {
    return Errors.cosineOfAngle(call);
  }

  private static void errors(Map<String, Loss> all) {
    put(all, Errors::squared, "MeanSquaredError", "mean_squared_error", "mse", "MSE");
    put(all, Errors::absolute, "MeanAbsoluteError", "mean_absolute_error", "mae", "MAE");
    put(all, Errors::percentage, "MeanAbsolutePercentageError", "mean_absolute_percentage_error");
    put(all, Errors::percentage, "mape", "MAPE");
    put(all, Errors::logarithmic, "MeanSquaredLogarithmicError", "mean_squared_logarithmic_error");
    put(all, Errors::logarithmic, "msle", "MSLE");
    put(all, Errors::logCosh, "LogCosh", "log_cosh", "logcosh");
    put(all, Errors::huber, "Huber", "huber", "huber_loss");
    put(all, Errors::cosine, "CosineSimilarity", "cosine_similarity", "cosine_proximity", "cosine");
    put(all, Errors::poisson, "Poisson", "poisson");
    put(all, Errors::divergence, "KLDivergence", "kl_divergence", "kullback_leibler_divergence");
    put(all, Errors::divergence, "kld", "KLD");
  }

  private static void crossentropies(Map<String, Loss> all) {
    put(all, new BinaryCrossentropy(), "BinaryCrossentropy", "binary_crossentropy", "bce", "BCE");
    put(all, new BinaryFocalCrossentropy(), "BinaryFocalCrossentropy");
    put(all, new BinaryFocalCrossentropy(), "binary_focal_crossentropy");
    put(all, new CategoricalCrossentropy(), "CategoricalCrossentropy", "categorical_crossentropy");
    put(all, new CategoricalFocalCrossentropy(), "CategoricalFocalCrossentropy");
    put(all, new CategoricalFocalCrossentropy(), "categorical_focal_crossentropy");
    put(all, new SparseCategoricalCrossentropy(), "SparseCategoricalCrossentropy");
    put(all, new SparseCategoricalCrossentropy(), "sparse_categorical_crossentropy");
    put(all, new GeneralizedCrossentropy(), "CategoricalGeneralizedCrossEntropy");
    put(all, new GeneralizedCrossentropy(), "categorical_generalized_cross_entropy");
  }

  private static void put(Map<String, Loss> all, Loss loss, String... names) {
    for (String name : names) {
      all.put(name, loss);
    }
  }
}
