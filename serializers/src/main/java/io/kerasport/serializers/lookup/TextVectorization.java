package io.kerasport.serializers.lookup;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.graph.TextOps;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Texts as numbers of their parts: standardized, split, joined to sequences of parts if asked for,
 * and looked up in a vocabulary. Number 0 fills up, number 1 is that of unknown parts.
 */
final class TextVectorization implements LayerSerializer {
  private static final String STANDARDIZE = "standardize";
  private static final String SPLIT = "split";
  private static final String NGRAMS = "ngrams";
  private static final String LENGTH = "output_sequence_length";
  private static final String PUNCTUATION = "[!\"#$%&()\\*\\+,-\\./:;<=>?@\\[\\\\\\]^_`{|}~\\']";
  private static final List<String> STANDARDS =
      List.of("lower_and_strip_punctuation", "lower", "strip_punctuation");
  private static final List<String> SPLITS = List.of("whitespace", "character");

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    List<String> reasons = new ArrayList<>();
    for (String key : List.of(STANDARDIZE, SPLIT)) {
      if (config.get(key) instanceof Config) {
        reasons.add("`" + key + "` is a Python function, which no file holds");
      } else {
        choice(config, key, key.equals(SPLIT) ? SPLITS : STANDARDS);
      }
    }
    LookupSettings settings = settings(config);
    lengths(config);
    length(config, settings);
    if (config.bool("ragged", false)) {
      if (settings.mode() != OutputMode.INT) {
        throw new ConfigException("ragged", "false unless `output_mode` is int", true);
      }
      reasons.add("ragged outputs have no counterpart in a signature; build it with ragged=False");
    }
    reasons.addAll(IndexLookup.unsupported(config, settings));
    return reasons;
  }

  private static String choice(Config config, String key, List<String> choices) {
    String otherwise = config.entries().containsKey(key) ? "" : choices.get(0);
    String chosen = config.string(key, otherwise);
    if (!chosen.isEmpty() && !choices.contains(chosen)) {
      throw new ConfigException(key, "null or one of " + String.join(", ", choices), chosen);
    }
    return chosen;
  }

  private static LookupSettings settings(Config config) {
    return LookupSettings.of(config.with("mask_token", ""), DType.STRING);
  }

  /** The lengths of sequences; empty for parts alone. A single number stands for all up to it. */
  private static List<Long> lengths(Config config) {
    if (!config.has(NGRAMS)) {
      return List.of();
    }
    List<Long> lengths = config.integers(NGRAMS);
    if (lengths.isEmpty() || lengths.stream().anyMatch(length -> length < 1 || length > 1 << 16)) {
      throw new ConfigException(NGRAMS, "positive lengths", config.get(NGRAMS));
    }
    return config.get(NGRAMS) instanceof List<?>
        ? lengths
        : LongStream.rangeClosed(1, lengths.get(0)).boxed().toList();
  }

  /** The length of the outputs; -1 for that of the longest text. */
  private static int length(Config config, LookupSettings settings) {
    long length = config.integer(LENGTH, -1);
    if (config.has(LENGTH) && (length < 0 || length > Integer.MAX_VALUE)) {
      throw new ConfigException(LENGTH, "at least 0", length);
    }
    if (config.has(LENGTH) && settings.mode() != OutputMode.INT) {
      throw new ConfigException(LENGTH, "null unless `output_mode` is int", length);
    }
    return (int) length;
  }

  /** They belong to the layer inside that looks terms up. */
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    return IndexLookup.weights(
        layer, Vocabulary.of(config, settings(config)), "_lookup_layer/idf_weights");
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config config = call.config();
    LookupSettings settings = settings(config);
    Vocabulary vocabulary = Vocabulary.of(config, settings);
    Lookup lookup = new Lookup(call, settings, vocabulary);
    String split = choice(config, SPLIT, SPLITS);
    return LayerOutput.of(
        split.isEmpty()
            ? whole(call, lookup, standardized(call.ops(), config, call.input()))
            : parts(call, lookup, oneEach(call), split.equals("character")));
  }

  private static Operand standardized(Ops tf, Config config, Operand texts) {
    String standard = choice(config, STANDARDIZE, STANDARDS);
    Operand lower = standard.startsWith("lower") ? tf.text().lower(texts) : texts;
    return standard.endsWith("strip_punctuation")
        ? tf.text().replace(lower, PUNCTUATION, "")
        : lower;
  }

  /** Texts of which each is split: one for each sample. */
  private static Operand parts(LayerCall call, Lookup lookup, Operand each, boolean characters) {
    Ops tf = call.ops();
    Operand texts = standardized(tf, call.config(), each);
    TextOps.Rows parts = characters ? tf.text().characters(texts) : tf.text().words(texts);
    List<Long> lengths = lengths(call.config());
    TextOps.Rows terms = lengths.isEmpty() ? parts : tf.text().sequences(parts, lengths);
    TextOps.Rows numbers = terms.with(lookup.find(terms.values()));
    if (lookup.settings().mode() == OutputMode.INT) {
      return filledUp(tf, numbers, length(call.config(), lookup.settings()));
    }
    Vocabulary vocabulary = lookup.vocabulary();
    Operand encoded = IndexLookup.categories(call, vocabulary, DType.FLOAT).encode(numbers);
    return IndexLookup.weighted(call, vocabulary, encoded);
  }

  private static Operand oneEach(LayerCall call) {
    Operand texts = call.input();
    if (texts.shape().rank() == 1) {
      return texts;
    }
    if (texts.shape().rank() != 2 || texts.shape().dim(-1) != 1) {
      throw new UnsupportedModelException(
          "A TextVectorization layer cannot split its input",
          List.of(
              new Problem(
                  "it splits one text a sample, of shape (batch) or (batch, 1), not "
                      + texts.shape(),
                  "layer " + call.layer().name())),
          "");
    }
    return call.ops().arrays().squeeze(texts, -1);
  }

  /** Rows as long as the longest, or of a given length. */
  private static Operand filledUp(Ops tf, TextOps.Rows numbers, int length) {
    return tf.graph()
        .node("RaggedTensorToTensor")
        .input(tf.constant("shape", TensorValue.ofLongs(Shape.of(2), -1, length)))
        .input(numbers.values())
        .input(tf.constant("default_value", TensorValue.ofLongs(Shape.scalar(), 0)))
        .inputs(List.of(numbers.splits()))
        .attr("row_partition_types", new Attr.Many(List.of(Attr.of("ROW_SPLITS"))))
        .buildOutput();
  }

  /** Texts that are parts already. */
  private static Operand whole(LayerCall call, Lookup lookup, Operand texts) {
    Ops tf = call.ops();
    List<Long> lengths = lengths(call.config());
    Operand terms = lengths.isEmpty() ? texts : sequences(tf, texts, lengths);
    Operand numbers = lookup.find(terms);
    LookupSettings settings = lookup.settings();
    if (settings.mode() != OutputMode.INT) {
      Vocabulary vocabulary = lookup.vocabulary();
      Operand encoded = IndexLookup.categories(call, vocabulary, DType.FLOAT).encode(numbers);
      return IndexLookup.weighted(call, vocabulary, encoded);
    }
    int length = length(call.config(), settings);
    return length < 0 ? numbers : cutOrFilled(tf, numbers, length);
  }

  /** All rows have the same number of parts, so that all have the same number of sequences. */
  private static Operand sequences(Ops tf, Operand texts, List<Long> lengths) {
    int rank = texts.shape().rank();
    Operand row = tf.cast(tf.arrays().size(texts, rank - 1), DType.INT64);
    Operand all = tf.cast(tf.arrays().elements(texts), DType.INT64);
    Operand splits =
        tf.graph()
            .node("Range")
            .name("range")
            .input(tf.constant(TensorValue.ofLongs(Shape.scalar(), 0)))
            .input(tf.add(all, 1))
            .input(row)
            .buildOutput();
    Operand joined =
        tf.text()
            .sequences(new TextOps.Rows(tf.arrays().reshape(texts, -1), splits), lengths)
            .values();
    return rank == 1 ? joined : tf.arrays().reshapeLike(joined, texts, 0, rank - 1, -1);
  }

  private static Operand cutOrFilled(Ops tf, Operand numbers, int length) {
    int rank = numbers.shape().rank();
    int[] begin = new int[rank];
    int[] end = new int[rank];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    end[rank - 1] = length;
    Operand cut = tf.arrays().slice(numbers, begin, end);
    long known = cut.shape().dim(-1);
    if (known == length) {
      return cut;
    }
    Operand missing = tf.sub(tf.scalar(length), tf.arrays().size(cut, rank - 1));
    Operand zero = tf.scalar(0);
    List<Operand> paddings = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      paddings.add(tf.arrays().pack(List.of(zero, axis == rank - 1 ? missing : zero), 0));
    }
    Operand filled =
        tf.graph().node("Pad").input(cut).input(tf.arrays().pack(paddings, 0)).buildOutput();
    return tf.arrays().ensureShape(filled, cut.shape().withDim(rank - 1, length));
  }
}
