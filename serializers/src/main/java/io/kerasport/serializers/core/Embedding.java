package io.kerasport.serializers.core;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** {@code embeddings[x]}; with {@code mask_zero}, positions of the number 0 are masked. */
final class Embedding implements LayerSerializer {
  private static final String EMBEDDINGS = "embeddings";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    shape(layer.config());
    return layer.config().has("lora_rank")
        ? List.of(
            "the layer keeps a low-rank update (lora_rank) beside its embeddings; merge it first")
        : List.of();
  }

  private static Shape shape(Config config) {
    return Shape.of(Sizes.positive(config, "input_dim"), Sizes.positive(config, "output_dim"));
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    TensorSpec spec = new TensorSpec(layer.variableDType(), shape(layer.config()));
    return List.of(WeightSpec.trainable(EMBEDDINGS, spec).alsoTrackedAs("_embeddings"));
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand y = lookUp(call, call.weight(EMBEDDINGS));
    return LayerOutput.of(y)
        .withMask(call.config().bool("mask_zero", false) ? notZero(call) : null);
  }

  /** The rows of a table that the input names. */
  static Operand lookUp(LayerCall call, Operand table) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand rows =
        x.dtype() == DType.INT32 || x.dtype() == DType.INT64 ? x : tf.cast(x, DType.INT32);
    return tf.arrays()
        .gather(table, call.layer().isKeras2() ? rows : fromTheBack(tf, rows, table), 0);
  }

  /** In Keras 3 negative numbers count from the back. */
  private static Operand fromTheBack(Ops tf, Operand rows, Operand table) {
    Operand negative = tf.math().less(rows, tf.scalarLike(rows, 0));
    return tf.math().select(negative, tf.add(rows, table.shape().dim(0)), rows);
  }

  static Operand notZero(LayerCall call) {
    return call.ops().math().notEqual(call.input(), call.ops().scalarLike(call.input(), 0));
  }
}
