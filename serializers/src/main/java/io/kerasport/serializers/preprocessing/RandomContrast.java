package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.Ranks;
import java.util.List;

/**
 * {@code (x - mean) · c + mean} with the mean of each channel of an image. In Keras 2 all images of
 * a batch have one c, between 1 - factor and 1 + factor. In Keras 3 each has its own; a single
 * factor counts upwards alone, so that c is between 1 and 1 + factor.
 */
final class RandomContrast implements RandomImages.Change {
  private static final String FACTOR = "factor";

  @Override
  public Ranks ranks() {
    return Ranks.atLeast(3);
  }

  @Override
  public void check(LayerDescription layer) {
    contrast(layer);
    ValueRange.of(layer.config());
  }

  private static Factor contrast(LayerDescription layer) {
    Config config = layer.config();
    if (!layer.isKeras2()) {
      Factor factor = Factor.overlapping(config, FACTOR, 0, 1);
      return new Factor(1 - factor.low(), 1 + factor.high());
    }
    List<Double> numbers = config.numbers(FACTOR);
    double low = numbers.isEmpty() ? -1 : numbers.get(0);
    double high = numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
    if (low < 0 || high < 0 || low > 1 || numbers.size() > 2) {
      throw new ConfigException(FACTOR, "between 0 and 1", config.get(FACTOR));
    }
    return new Factor(1 - low, 1 + high);
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    Ops tf = draw.tf();
    Factor contrast = contrast(draw.layer());
    boolean keras2 = draw.layer().isKeras2();
    Operand x = keras2 ? tf.cast(images, DType.FLOAT) : images;
    Operand c = keras2 ? draw.once(contrast, 0) : draw.forEach(images, contrast, 0, 4);
    Operand mean = tf.reduce().mean(x, true, 1, 2);
    Operand changed = tf.add(tf.mul(tf.sub(x, mean), tf.cast(c, x.dtype())), mean);
    return ValueRange.of(draw.config()).clip(tf, changed);
  }
}
