package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerDescription;
import java.util.List;

/**
 * Half of the images mirrored. Keras 3 throws one coin for both directions of an image, Keras 2 one
 * for each.
 */
final class RandomFlip implements RandomImages.Change {
  private static final String MODE = "mode";
  private static final List<String> MODES =
      List.of("horizontal", "vertical", "horizontal_and_vertical");
  private static final Factor COIN = new Factor(0, 1);

  @Override
  public void check(LayerDescription layer) {
    mode(layer.config());
  }

  private static String mode(Config config) {
    String mode = config.string(MODE, "horizontal_and_vertical");
    if (!MODES.contains(mode)) {
      throw new ConfigException(MODE, "one of " + String.join(", ", MODES), mode);
    }
    return mode;
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    String mode = mode(draw.config());
    Operand coin = coin(draw, images, 0);
    Operand sideways = mode.startsWith("horizontal") ? flipped(draw.tf(), images, coin, 2) : images;
    if (!mode.endsWith("vertical")) {
      return sideways;
    }
    boolean another = draw.layer().isKeras2() && mode.startsWith("horizontal");
    return flipped(draw.tf(), sideways, another ? coin(draw, images, 1) : coin, 1);
  }

  private static Operand coin(RandomImages.Draw draw, Operand images, int which) {
    Operand number = draw.forEach(images, COIN, which, 4);
    return draw.tf().math().lessEqual(number, draw.tf().scalarLike(number, 0.5));
  }

  private static Operand flipped(Ops tf, Operand images, Operand coin, int axis) {
    return tf.math().select(coin, tf.arrays().reverse(images, axis), images);
  }
}
