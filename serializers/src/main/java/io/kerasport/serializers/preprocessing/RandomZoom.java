package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerDescription;

/**
 * Each image zoomed out or, by negative factors, in. Without a factor of its own the width goes
 * with the height.
 */
final class RandomZoom implements RandomImages.Change {
  private static final String HEIGHT = "height_factor";
  private static final String WIDTH = "width_factor";

  @Override
  public void check(LayerDescription layer) {
    factor(layer, HEIGHT);
    if (layer.config().has(WIDTH)) {
      factor(layer, WIDTH);
    }
    Projection.check(layer.config());
  }

  private static Factor factor(LayerDescription layer, String key) {
    Config config = layer.config();
    boolean anyWidth = layer.isKeras2() && key.equals(WIDTH);
    Factor factor = Factor.of(config, key, -1, anyWidth ? Double.MAX_VALUE : 1);
    boolean nothing = config.numbers(key).stream().anyMatch(number -> number <= -1);
    if (!layer.isKeras2() && nothing) {
      throw new ConfigException(key, "above -1", config.get(key));
    }
    return factor;
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    Ops tf = draw.tf();
    Projection projection = new Projection(tf, images);
    Operand down = draw.forEach(images, factor(draw.layer(), HEIGHT).plus(1), 0, 2);
    Operand across =
        draw.config().has(WIDTH)
            ? draw.forEach(images, factor(draw.layer(), WIDTH).plus(1), 1, 2)
            : down;
    Operand none = tf.zerosLike(down);
    return projection.by(
        draw.config(),
        across,
        none,
        offset(tf, projection.width(), across),
        none,
        down,
        offset(tf, projection.height(), down));
  }

  private static Operand offset(Ops tf, Operand size, Operand zoom) {
    Operand middle = tf.mul(tf.sub(size, 1), 0.5);
    return tf.mul(tf.sub(tf.scalarLike(zoom, 1), zoom), middle);
  }
}
