package io.kerasport.serializers.attention;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Query, value and key of a call, in this order where they are positional. Without a key, the value
 * is the key.
 */
record AttentionInputs(Operand query, Operand value, @Nullable Operand otherKey) {
  private static final List<String> NAMES = List.of("query", "value", "key");

  static AttentionInputs of(LayerCall call) {
    Operand query = find(call, 0);
    Operand value = find(call, 1);
    if (query == null || value == null) {
      throw incomplete(call.layer());
    }
    return new AttentionInputs(query, value, find(call, 2));
  }

  private static @Nullable Operand find(LayerCall call, int index) {
    return index < call.inputs().size()
        ? call.inputs().get(index)
        : call.keywordTensor(NAMES.get(index)).orElse(null);
  }

  Operand key() {
    return otherKey == null ? value : otherKey;
  }

  /** The masks of all three, with causality, window and given mask as the call asks for them. */
  @Nullable Operand mask(LayerCall call) {
    AttentionMasks masks = new AttentionMasks(call.ops());
    masks.target(mask(call, 0)).source(mask(call, 1));
    if (otherKey != null) {
      masks.source(mask(call, 2));
    }
    if (AttentionMasks.flag(call, "use_causal_mask")) {
      masks.causal(query, 1, value, 1);
    }
    if (call.config().has("sliding_window")) {
      masks.window(query, value, Math.toIntExact(call.config().integer("sliding_window")));
    }
    Operand given =
        call.inputs().size() > NAMES.size()
            ? call.inputs().get(NAMES.size())
            : call.keywordTensor("attention_mask").orElse(null);
    // Keras 2 takes a lone mask as numbers, 1 for what is seen.
    return given != null && call.layer().isKeras2() && masks.mask() == null
        ? given
        : masks.given(given).mask();
  }

  /** The mask of one of the three: the one passed by keyword, or the one it came with. */
  static @Nullable Operand mask(LayerCall call, int index) {
    Operand explicit = call.keywordTensor(NAMES.get(index) + "_mask").orElse(null);
    if (explicit != null) {
      return explicit;
    }
    return index < call.inputs().size() ? call.mask(index) : call.keywordMask(NAMES.get(index));
  }

  /** The shapes of the three in the first call. */
  static List<Shape> shapes(
      LayerDescription layer, List<TensorSpec> inputs, Map<String, TensorSpec> keywords) {
    Shape query = shape(inputs, keywords, 0);
    Shape value = shape(inputs, keywords, 1);
    Shape key = shape(inputs, keywords, 2);
    if (query == null || value == null) {
      throw incomplete(layer);
    }
    return List.of(query, value, key == null ? value : key);
  }

  private static @Nullable Shape shape(
      List<TensorSpec> inputs, Map<String, TensorSpec> keywords, int index) {
    TensorSpec spec = index < inputs.size() ? inputs.get(index) : keywords.get(NAMES.get(index));
    return spec == null ? null : spec.shape();
  }

  private static UnsupportedModelException incomplete(LayerDescription layer) {
    return new UnsupportedModelException(
        "Attention takes a query and a value",
        List.of(new Problem("the layer is called without one of them", "layer " + layer.name())),
        "");
  }
}
