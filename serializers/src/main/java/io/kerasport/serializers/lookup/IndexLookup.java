package io.kerasport.serializers.lookup;

import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of each term in a vocabulary, in the mode that is configured; or with {@code invert}
 * the term of each number. The numbers: 0 for the mask token if there is one and the mode is {@code
 * int}, then those of unknown terms, then the terms in their order.
 *
 * @param terms what terms are: strings or integers
 */
record IndexLookup(DType terms) implements LayerSerializer {
  private static final String TYPE = "vocabulary_dtype";
  private static final String WEIGHTS = "idf_weights";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    LookupSettings settings = settings(layer);
    return unsupported(layer.config(), settings);
  }

  /** What a configuration asks for that has no counterpart. */
  static List<String> unsupported(Config config, LookupSettings settings) {
    List<String> reasons = new ArrayList<>(OutputMode.refuseSparse(config, settings.mode()));
    Vocabulary.missing(config).ifPresent(reasons::add);
    if (reasons.isEmpty()) {
      Vocabulary vocabulary = Vocabulary.of(config, settings);
      if (settings.mode() == OutputMode.TF_IDF) {
        vocabulary.weights(config);
      }
    }
    return reasons;
  }

  private LookupSettings settings(LayerDescription layer) {
    Config config = layer.config();
    if (terms == DType.STRING) {
      return LookupSettings.of(config, DType.STRING);
    }
    String type = config.string(TYPE, "int64");
    if (!type.equals("int64")) { // TensorFlow has no table from int32 to int64
      throw new ConfigException(TYPE, "int64", type);
    }
    return LookupSettings.of(config, DType.INT64);
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    return weights(layer, Vocabulary.of(layer.config(), settings(layer)), WEIGHTS);
  }

  /**
   * The weights of terms, which Keras has in a variable and its configuration states.
   *
   * @param attribute what Keras objects hold the variable under
   */
  static List<WeightSpec> weights(LayerDescription layer, Vocabulary vocabulary, String attribute) {
    if (vocabulary.settings().mode() != OutputMode.TF_IDF) {
      return List.of();
    }
    double[] weights = vocabulary.weights(layer.config());
    DType type = layer.computeDType().isFloating() ? layer.computeDType() : DType.FLOAT;
    TensorValue value = TensorValue.ofNumbers(type, Shape.of(weights.length), weights);
    return List.of(WeightSpec.stated(WEIGHTS, value, attribute));
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    LookupSettings settings = settings(call.layer());
    Vocabulary vocabulary = Vocabulary.of(call.config(), settings);
    Operand found = new Lookup(call, settings, vocabulary).find(call.input());
    return LayerOutput.of(
        settings.mode() == OutputMode.INT
            ? found
            : weighted(
                call,
                vocabulary,
                categories(call, vocabulary, call.layer().computeDType()).encode(found)));
  }

  /**
   * Encodes numbers of a vocabulary; Keras 3 counts in int64.
   *
   * @param keras2 the type in which Keras 2 counts
   */
  static Categories categories(LayerCall call, Vocabulary vocabulary, DType keras2) {
    OutputMode mode = vocabulary.settings().mode();
    DType counted = mode == OutputMode.TF_IDF ? DType.FLOAT : DType.INT64;
    return new Categories(
        call, mode, vocabulary.depth(), call.layer().isKeras2() ? keras2 : counted);
  }

  /** Counts times the weights of their numbers, if the mode is that. */
  static Operand weighted(LayerCall call, Vocabulary vocabulary, Operand encoded) {
    if (vocabulary.settings().mode() != OutputMode.TF_IDF) {
      return encoded;
    }
    return call.ops().mul(encoded, call.ops().cast(call.weight(WEIGHTS), encoded.dtype()));
  }
}
