package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;

/** Each image moved down and to the right by parts of its size. */
final class RandomTranslation implements RandomImages.Change {
  private static final String HEIGHT = "height_factor";
  private static final String WIDTH = "width_factor";

  @Override
  public void check(LayerDescription layer) {
    factor(layer, HEIGHT);
    factor(layer, WIDTH);
    Projection.check(layer.config());
  }

  private static Factor factor(LayerDescription layer, String key) {
    Config config = layer.config();
    return layer.isKeras2() ? Factor.ascending(config, key, -1, 1) : Factor.of(config, key, -1, 1);
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    Ops tf = draw.tf();
    Projection projection = new Projection(tf, images);
    Operand down = draw.forEach(images, factor(draw.layer(), HEIGHT), 0, 2);
    Operand right = draw.forEach(images, factor(draw.layer(), WIDTH), 1, 2);
    Operand none = tf.zerosLike(down);
    Operand one = tf.add(none, 1);
    return projection.by(
        draw.config(),
        one,
        none,
        tf.neg(tf.mul(right, projection.width())),
        none,
        one,
        tf.neg(tf.mul(down, projection.height())));
  }
}
