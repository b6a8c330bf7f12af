package io.kerasport.serializers.core;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedding, and called with {@code reverse} the scores of all its rows: {@code x ·
 * embeddingsᵀ}, or the product with weights of its own.
 */
final class ReversibleEmbedding implements LayerSerializer {
  private static final String EMBEDDINGS = "embeddings";
  private static final String INITIALIZER = "embeddings_initializer";
  private static final String REVERSE = "reverse_embeddings";

  private final Embedding embedding = new Embedding();

  @Override
  public List<String> unsupported(LayerDescription layer) {
    layer.config().number("logit_soft_cap", 0);
    return embedding.unsupported(layer);
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    List<WeightSpec> weights = new ArrayList<>(embedding.weights(layer, inputs));
    if (!isTied(layer.config())) {
      Shape turned =
          Shape.of(
              Sizes.positive(layer.config(), "output_dim"),
              Sizes.positive(layer.config(), "input_dim"));
      WeightSpec reverse =
          WeightSpec.trainable(REVERSE, new TensorSpec(layer.variableDType(), turned));
      // The initializer of the embeddings, without their regularizer and constraint.
      weights.add(
          KerasObject.of(INITIALIZER, layer.config().get(INITIALIZER))
              .map(reverse::drawnBy)
              .orElse(reverse.startingAt(0)));
    }
    return weights;
  }

  private static boolean isTied(Config config) {
    return config.bool("tie_weights", true);
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return call.keywordConstant("reverse").filter(Boolean.TRUE::equals).isPresent()
        ? LayerOutput.of(scores(call))
        : embedding.call(call);
  }

  private static Operand scores(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    DType type =
        config.has("reverse_dtype")
            ? DType.ofKerasName(config.string("reverse_dtype"))
            : call.layer().computeDType();
    Operand x = tf.cast(call.input(), type);
    Operand scores =
        isTied(config)
            ? product(tf, x, tf.cast(call.weight(EMBEDDINGS), type), "vx")
            : product(tf, x, tf.cast(call.weight(REVERSE), type), "xv");
    double cap = config.number("logit_soft_cap", 0);
    return cap == 0 ? scores : tf.mul(tf.math().tanh(tf.div(scores, cap)), cap);
  }

  private static Operand product(Ops tf, Operand x, Operand kernel, String letters) {
    String free = "abcdefg".substring(0, x.shape().rank() - 1);
    return tf.einsum(free + "x," + letters + "->" + free + "v", x, kernel);
  }
}
