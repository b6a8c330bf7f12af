package io.kerasport.serializers.schedule;

import io.kerasport.spi.LearningRateSchedule;
import java.util.Map;

/** The learning rate schedules by their class names. */
public final class Schedules {
  private Schedules() {}

  /** Every schedule under its name. */
  public static Map<String, LearningRateSchedule> byName() {
    return Map.of(
        "ExponentialDecay", new RateDecay(false),
        "InverseTimeDecay", new RateDecay(true),
        "PolynomialDecay", new PolynomialDecay(),
        "CosineDecay", new CosineDecay(),
        "CosineDecayRestarts", new CosineDecayRestarts(),
        "PiecewiseConstantDecay", new PiecewiseConstantDecay());
  }
}
