package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.LayerDescription;

/** Each image plus a part of the range of values. */
final class RandomBrightness implements RandomImages.Change {
  private static final String FACTOR = "factor";

  @Override
  public void check(LayerDescription layer) {
    factor(layer);
    ValueRange.of(layer.config());
  }

  private static Factor factor(LayerDescription layer) {
    Config config = layer.config();
    return layer.isKeras2()
        ? Factor.of(config, FACTOR, -1, 1)
        : Factor.overlapping(config, FACTOR, -1, 1);
  }

  @Override
  public Operand of(RandomImages.Draw draw, Operand images) {
    Ops tf = draw.tf();
    ValueRange range = ValueRange.of(draw.config());
    Factor delta = factor(draw.layer()).times(range.high() - range.low());
    Operand added = tf.cast(draw.forEach(images, delta, 0, 4), images.dtype());
    return range.clip(tf, tf.add(images, added));
  }
}
