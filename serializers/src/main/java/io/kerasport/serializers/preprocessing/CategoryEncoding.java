package io.kerasport.serializers.preprocessing;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of categories as vectors with a place for each category: one such vector for each number
 * ({@code one_hot}), or for each sample one that marks ({@code multi_hot}) or counts ({@code
 * count}) its numbers.
 */
final class CategoryEncoding implements LayerSerializer {
  private static final String MODE = "output_mode";
  private static final List<String> MODES = List.of("one_hot", "multi_hot", "count");

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, "num_tokens");
    mode(config);
    List<String> reasons = new ArrayList<>();
    if (config.bool("sparse", false)) {
      reasons.add("sparse outputs have no counterpart in a signature; build it with sparse=False");
    }
    return reasons;
  }

  private static String mode(Config config) {
    String mode = config.string(MODE, "multi_hot");
    if (!MODES.contains(mode)) {
      throw new ConfigException(MODE, "one of " + String.join(", ", MODES), config.get(MODE));
    }
    return mode;
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand numbers =
        x.dtype() == DType.INT32 || x.dtype() == DType.INT64 ? x : tf.cast(x, DType.INT64);
    int rank = x.shape().rank();
    String mode = mode(call.config());
    if (mode.equals("one_hot")) {
      boolean single = rank > 1 && x.shape().dim(-1) == 1;
      if (call.layer().isKeras2() && rank > 1 && !single) {
        throw problem(call, "one_hot of Keras 2 takes one number a sample, not " + x.shape());
      }
      return LayerOutput.of(places(call, single ? tf.arrays().squeeze(numbers, -1) : numbers));
    }
    if (rank != 2) {
      throw problem(call, mode + " takes a list of numbers for each sample, not " + x.shape());
    }
    Operand places = places(call, numbers);
    if (mode.equals("multi_hot")) {
      return LayerOutput.of(tf.reduce().max(places, false, 1));
    }
    Operand weights = call.keywordTensor("count_weights").orElse(null);
    if (weights != null) {
      Operand cast = tf.cast(weights, places.dtype());
      places = tf.mul(places, tf.arrays().expandDims(cast, -1));
    }
    return LayerOutput.of(tf.reduce().sum(places, false, 1));
  }

  private static Operand places(LayerCall call, Operand numbers) {
    Ops tf = call.ops();
    DType type = call.layer().computeDType();
    Operand one = tf.constant(TensorValue.scalar(type, 1));
    Operand zero = tf.constant(TensorValue.scalar(type, 0));
    return tf.graph()
        .node("OneHot")
        .name("one_hot")
        .input(numbers)
        .input(tf.scalar(Sizes.positive(call.config(), "num_tokens")))
        .input(one)
        .input(zero)
        .attr("axis", Attr.of(-1))
        .buildOutput();
  }

  private static UnsupportedModelException problem(LayerCall call, String what) {
    return new UnsupportedModelException(
        "A CategoryEncoding layer cannot encode its input",
        List.of(new Problem(what, "layer " + call.layer().name())),
        "");
  }
}
