package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;

/** Each image turned around its middle by a part of a full turn. */
final class RandomRotation implements RandomImages.Change {
  private static final String FACTOR = "factor";

  @Override
  public void check(LayerDescription layer) {
    turn(layer);
    Projection.check(layer.config());
  }

  private static Factor turn(LayerDescription layer) {
    Config config = layer.config();
    return layer.isKeras2()
        ? Factor.ascending(config, FACTOR, -Double.MAX_VALUE, Double.MAX_VALUE)
        : Factor.overlapping(config, FACTOR, -1, 1);
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    Ops tf = draw.tf();
    Projection projection = new Projection(tf, images);
    Operand angle = draw.forEach(images, turn(draw.layer()).times(2 * Math.PI), 0, 2);
    Operand cos = tf.unary("Cos", angle);
    Operand sin = tf.unary("Sin", angle);
    Operand x = tf.mul(tf.sub(projection.width(), 1), 0.5);
    Operand y = tf.mul(tf.sub(projection.height(), 1), 0.5);
    Operand a2 = tf.add(tf.sub(x, tf.mul(cos, x)), tf.mul(sin, y));
    Operand b2 = tf.sub(tf.sub(y, tf.mul(sin, x)), tf.mul(cos, y));
    return projection.by(draw.config(), cos, tf.neg(sin), a2, sin, cos, b2);
  }
}
