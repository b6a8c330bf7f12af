package io.kerasport.serializers.attention;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Rates;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Query, key and value projected to several heads, {@code softmax(query · key / sqrt(key_dim)) ·
 * value} in each, and the results projected to the output.
 */
final class MultiHeadAttention implements LayerSerializer {
  private static final String AXES = "attention_axes";
  private static final String OUTPUT = "output_shape";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, "num_heads");
    Sizes.positive(config, "key_dim");
    valueDim(config);
    Rates.of(config, "dropout");
    if (config.has("sliding_window")) {
      Sizes.positive(config, "sliding_window");
    }
    return List.of();
  }

  private static int valueDim(Config config) {
    return Sizes.positive(config, "value_dim", Sizes.positive(config, "key_dim"));
  }

  /** Keras 3 does so to keep masks from its inner layers, and does not put them back. */
  @Override
  public boolean takesMasksAway(LayerDescription layer) {
    return !layer.isKeras2();
  }

  /** In Keras 3 only the dense layers have it. */
  @Override
  public Optional<KerasObject> activityRegularizer(LayerDescription layer) {
    return layer.isKeras2() ? LayerSerializer.super.activityRegularizer(layer) : Optional.empty();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    return weights(layer, inputs, Map.of());
  }

  @Override
  public List<WeightSpec> weights(
      LayerDescription layer, List<TensorSpec> inputs, Map<String, TensorSpec> keywords) {
    Config config = layer.config();
    List<Shape> shapes = AttentionInputs.shapes(layer, inputs, keywords);
    Shape ofKeys = Shape.of(Sizes.positive(config, "num_heads"), Sizes.positive(config, "key_dim"));
    Shape ofValues = Shape.of(ofKeys.dim(0), valueDim(config));
    Shape output = config.has(OUTPUT) ? sizes(config) : HeadWeights.features(layer, shapes.get(0));
    return new HeadWeights(ofKeys, ofKeys, ofValues, ofValues).of(layer, shapes, output);
  }

  private static Shape sizes(Config config) {
    return Shape.of(config.integers(OUTPUT).stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public LayerOutput call(LayerCall call) {
    AttentionInputs inputs = AttentionInputs.of(call);
    Operand query = Heads.project(call, "query", inputs.query());
    Heads.Attended attended =
        Heads.attend(
            call,
            query,
            Heads.project(call, "key", inputs.key()),
            Heads.project(call, "value", inputs.value()),
            inputs.mask(call),
            Heads.scale(call, Sizes.positive(call.config(), "key_dim")),
            axes(call.config(), query.shape().rank()));
    return Heads.result(call, inputs.query(), attended);
  }

  /** The configured axes of the input, by default all between the batch and the features. */
  private static int[] axes(Config config, int projectedRank) {
    if (!config.has(AXES)) {
      return IntStream.range(1, projectedRank - 2).toArray();
    }
    int rank = projectedRank - 1;
    int[] axes = Sizes.axes(config, AXES, rank);
    if (IntStream.of(axes).anyMatch(axis -> axis == 0 || axis == rank - 1)) {
      throw new ConfigException(AXES, "axes between the batch and the features", config.get(AXES));
    }
    return axes;
  }
}
