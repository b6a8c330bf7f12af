package io.kerasport.serializers.attention;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
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

/** Attention in several heads, of which groups share one key and one value. */
final class GroupedQueryAttention implements LayerSerializer {
  private static final String QUERIES = "num_query_heads";
  private static final String KEYS = "num_key_value_heads";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, "head_dim");
    repeats(config);
    Rates.of(config, "dropout");
    if (config.has("sliding_window")) {
      Sizes.positive(config, "sliding_window");
    }
    return List.of();
  }

  private static int repeats(Config config) {
    int queries = Sizes.positive(config, QUERIES);
    int keys = Sizes.positive(config, KEYS);
    if (queries % keys != 0) {
      throw new ConfigException(QUERIES, "a multiple of " + KEYS + " " + keys, queries);
    }
    return queries / keys;
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
    checkFit(layer, shapes);
    Shape ofQueries = Shape.of(config.integer(QUERIES), config.integer("head_dim"));
    Shape ofKeys = Shape.of(config.integer(KEYS), config.integer("head_dim"));
    Shape query = HeadWeights.features(layer, shapes.get(0));
    return new HeadWeights(ofQueries, ofKeys, ofKeys, ofQueries).of(layer, shapes, query);
  }

  private static void checkFit(LayerDescription layer, List<Shape> shapes) {
    for (Shape shape : shapes) {
      boolean fits = shape.rank() == 3 && shape.dim(-1) == shapes.get(0).dim(-1);
      if (!fits) {
        throw new UnsupportedModelException(
            "Query, value and key do not fit",
            List.of(
                new Problem(
                    "they should have 3 axes, the last of one size, and have the shapes " + shapes,
                    "layer " + layer.name())),
            "");
      }
    }
  }

  @Override
  public LayerOutput call(LayerCall call) {
    AttentionInputs inputs = AttentionInputs.of(call);
    int repeats = repeats(call.config());
    Heads.Attended attended =
        Heads.attend(
            call,
            Heads.project(call, "query", inputs.query()),
            shared(call.ops(), Heads.project(call, "key", inputs.key()), repeats),
            shared(call.ops(), Heads.project(call, "value", inputs.value()), repeats),
            inputs.mask(call),
            Heads.scale(call, Sizes.positive(call.config(), "head_dim")),
            1);
    return Heads.result(call, inputs.query(), attended);
  }

  /** Every head of (batch, positions, heads, size) so often in a row. */
  private static Operand shared(Ops tf, Operand x, int repeats) {
    if (repeats == 1) {
      return x;
    }
    int heads = Math.toIntExact(x.shape().dim(2));
    int size = Math.toIntExact(x.shape().dim(3));
    Operand apart = tf.arrays().tile(tf.arrays().expandDims(x, 3), 1, 1, 1, repeats, 1);
    return tf.arrays().reshapeLike(apart, x, 0, 2, heads * repeats, size);
  }
}
